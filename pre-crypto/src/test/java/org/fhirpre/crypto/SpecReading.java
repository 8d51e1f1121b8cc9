// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.fhirpre.testkit.VectorFile;

/** Reads with the object of a vector. */
final class SpecReading {
  private static final UmbralDecapsulation DECAPSULATION =
      new UmbralDecapsulation(TestBackend.group());

  private SpecReading() {}

  private static TerminalSecretKey reader(VectorFile vector) {
    return new TerminalSecretKey(SpecObjects.scalar(vector, "reader-secret"));
  }

  // Vectors without a hop verifying key are for readers who know none.
  private static HopKeyRegistry registry(VectorFile vector) {
    byte[] key = vector.has("hop-verifier") ? vector.bytes("hop-verifier") : new byte[0];
    return forwarder ->
        key.length == 0 ? Optional.empty() : Optional.of(HopVerifyingKey.fromBytes(key));
  }

  private static DelegationSecret unwind(VectorFile vector, byte[] path) {
    TerminalSecretKey reader = reader(vector);
    DelegationPath parsed = DelegationPath.fromBytes(path);
    assertThat(parsed.toBytes()).isEqualTo(path);
    return DECAPSULATION.unwind(reader, parsed.verify(reader.publicKey(), registry(vector)));
  }

  static void delegationPath(VectorFile vector) {
    try (DelegationSecret secret = unwind(vector, vector.payload())) {
      assertThat(secret.d().<byte[]>apply(byte[]::clone)).isEqualTo(vector.bytes("d"));
    }
  }

  static void transformedCapsule(VectorFile vector) {
    ReencryptedCapsule transformed = ReencryptedCapsule.fromBytes(vector.payload());
    try (DelegationSecret secret = unwind(vector, vector.bytes("path"))) {
      KeySeed seed = DECAPSULATION.open(secret, transformed);
      SegmentId segment = SegmentId.fromBytes(vector.bytes("segment"));
      DECAPSULATION
          .combine(
              List.of(new OpenedShare(segment, seed)),
              vector.bytes("salt"),
              vector.bytes("commitment"))
          .close();
    }
  }

  static void fragments(VectorFile vector) {
    VerifiedCapsule capsule = Capsule.fromSimple(vector.bytes("capsule")).verify();
    FragmentKeys keys =
        new FragmentKeys(
            KeyFragVerifyingKey.fromBytes(vector.bytes("verifier")),
            DelegatorPublicKey.fromBytes(vector.bytes("delegator")),
            reader(vector).publicKey());
    List<VerifiedCapsuleFrag> frags = new ArrayList<>();
    byte[] all = vector.payload();
    for (int i = 0; i < all.length; i += CapsuleFrag.SIMPLE_BYTES) {
      byte[] one = Arrays.copyOfRange(all, i, i + CapsuleFrag.SIMPLE_BYTES);
      frags.add(CapsuleFrag.fromSimple(one).verify(capsule, keys));
    }
    try (DelegationSecret secret = unwind(vector, vector.bytes("path"))) {
      assertThat(SpecObjects.bytes(DECAPSULATION.open(secret, capsule, frags)))
          .isEqualTo(vector.bytes("seed"));
    }
  }

  static void kek(VectorFile vector) {
    List<OpenedShare> shares = new ArrayList<>();
    for (String share : vector.value("shares").split(" ", -1)) {
      byte[] segment = HexFormat.of().parseHex(share.substring(0, 2 * SegmentId.BYTES));
      byte[] seed = HexFormat.of().parseHex(share.substring(2 * SegmentId.BYTES + 1));
      KeySeed parsed = new KeySeed(TestBackend.group().decode(seed).orElseThrow());
      shares.add(new OpenedShare(SegmentId.fromBytes(segment), parsed));
    }
    byte[] salt = vector.bytes("salt");
    try (Kek kek = DECAPSULATION.combine(shares, salt, vector.payload())) {
      ResourceBinding binding = ResourceBinding.of(vector.value("type"), vector.value("id"));
      assertThat(kek.contentKey(salt, binding)).isEqualTo(vector.bytes("content-key"));
    }
  }
}
