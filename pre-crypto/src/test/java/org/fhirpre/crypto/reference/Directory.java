// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.reference;

import static org.fhirpre.crypto.reference.Curve.G;
import static org.fhirpre.crypto.reference.Curve.join;
import static org.fhirpre.crypto.reference.Hashes.field;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A signed directory, docs/spec/directory.md §2, right or wrong: it checks nothing. */
final class Directory {
  private byte[] tag = field("FHIR-PRE/directory/v1");
  private long sequence = 1;
  private byte[] previous = new byte[32];
  private final List<byte[]> entries = new ArrayList<>();

  Directory tag(String text) {
    this.tag = field(text);
    return this;
  }

  Directory sequence(long number) {
    this.sequence = number;
    return this;
  }

  Directory after(byte[] previousBody) {
    this.previous = Hashes.sha256(previousBody);
    return this;
  }

  /** An entry with a valid proof. */
  Directory entry(byte[] segment, String facet, String group, BigInteger secret) {
    byte[] registration = Parties.registration(Parties.DIRECTORY, segment);
    BigInteger nonce = Parties.fixed("directory " + facet + group);
    byte[] proof =
        Signing.schnorr("FHIR-PRE/key/v1/possession/delegator", registration, secret, nonce);
    return raw(
        segment,
        Hashes.utf8(Parties.facetLabel(facet)),
        group,
        join(G.times(secret).bytes(), proof));
  }

  /** An entry as given. */
  Directory raw(byte[] segment, byte[] facet, String group, byte[] keyAndProof) {
    entries.add(
        join(
            field(segment),
            field(facet),
            field(group),
            field("2026"),
            field(Arrays.copyOf(keyAndProof, 33)),
            field(Arrays.copyOfRange(keyAndProof, 33, 97))));
    return this;
  }

  /** D. */
  byte[] body() {
    byte[] count = ByteBuffer.allocate(2).putShort((short) entries.size()).array();
    return join(
        tag,
        field(Parties.SUITE),
        field(Parties.DIRECTORY),
        field(sequence),
        field(Parties.NOT_BEFORE),
        field(previous),
        field(join(count, join(entries.toArray(byte[][]::new)))));
  }

  byte[] signed() {
    return join(body(), Signing.sign(Parties.DIRECTORY_SIGNER, body()));
  }
}
