// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

/** One entry of a vector file: hex fields by name. */
record Vector(JsonNode node) {

  static List<Vector> all(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(Vector::new).toList();
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  String text(String field) {
    return node.path(field).asText();
  }

  int number(String field) {
    assertThat(node.path(field).isInt()).as(field).isTrue();
    return node.path(field).intValue();
  }

  byte[] bytes(String field) {
    assertThat(node.path(field).isTextual()).as(field).isTrue();
    return HexFormat.of().parseHex(text(field));
  }

  List<byte[]> list(String field) {
    return StreamSupport.stream(node.path(field).spliterator(), false)
        .map(item -> HexFormat.of().parseHex(item.asText()))
        .toList();
  }

  /** An array of arrays of objects. */
  List<List<Vector>> lists(String field) {
    return StreamSupport.stream(node.path(field).spliterator(), false).map(Vector::all).toList();
  }

  Vector inner(String field) {
    return new Vector(node.path(field));
  }

  DelegatorPublicKey delegator() {
    return DelegatorPublicKey.fromBytes(bytes("delegating_pk"));
  }

  TerminalPublicKey delegatee() {
    return TerminalPublicKey.fromBytes(bytes("receiving_pk"));
  }

  KeyFragVerifyingKey verifier() {
    return KeyFragVerifyingKey.fromBytes(bytes("verifying_pk"));
  }

  FragmentKeys fragmentKeys() {
    return new FragmentKeys(verifier(), delegator(), delegatee());
  }

  VerifiedCapsule capsule() {
    return Capsule.fromMessagePack(bytes("capsule_msgpack")).verify();
  }
}
