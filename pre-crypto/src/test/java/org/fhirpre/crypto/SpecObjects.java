// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.testkit.VectorFile;

/** Parses and checks the object of a vector; where that succeeds, it encodes to the same bytes. */
final class SpecObjects {

  private SpecObjects() {}

  static SecretScalar scalar(VectorFile vector, String header) {
    return SecretScalar.decode(vector.bytes(header)).orElseThrow();
  }

  static FragmentKeys keys(VectorFile vector) {
    return new FragmentKeys(
        KeyFragVerifyingKey.fromBytes(vector.bytes("verifier")),
        DelegatorPublicKey.fromBytes(vector.bytes("delegator")),
        TerminalPublicKey.fromBytes(vector.bytes("delegatee")));
  }

  static byte[] bytes(KeySeed seed) {
    return seed.apply(byte[]::clone);
  }

  static void capsule(VectorFile vector) {
    boolean simple = vector.value("form").equals("simple");
    byte[] given = vector.payload();
    Capsule parsed = simple ? Capsule.fromSimple(given) : Capsule.fromMessagePack(given);
    VerifiedCapsule capsule = parsed.verify();
    assertThat(simple ? parsed.toSimple() : parsed.toMessagePack()).isEqualTo(given);
    DelegatorSecretKey owner = new DelegatorSecretKey(scalar(vector, "delegator-secret"));
    UmbralDecapsulation decapsulation = new UmbralDecapsulation(TestBackend.group());
    assertThat(bytes(decapsulation.decapsulateOriginal(owner, capsule)))
        .isEqualTo(vector.bytes("seed"));
  }

  static void storedCapsule(VectorFile vector) {
    StoredCapsule row = StoredCapsule.fromBytes(vector.payload());
    StorageMacKey key = StorageMacKey.fromBytes(vector.bytes("mac-key"));
    SegmentId segment = SegmentId.fromBytes(vector.bytes("segment"));
    VerifiedCapsule restored = row.restore(key, segment);
    assertThat(restored.store(key, segment)).isEqualTo(row);
  }

  static void keyFragment(VectorFile vector) {
    KeyFrag frag = KeyFrag.fromBytes(vector.payload());
    FragmentKeys keys = keys(vector);
    VerifiedKeyFrag verified = frag.verify(keys.verifier(), keys.delegator(), keys.delegatee());
    assertThat(verified.unverified().toBytes()).isEqualTo(vector.payload());
  }

  static void capsuleFragment(VectorFile vector) {
    boolean simple = vector.value("form").equals("simple");
    byte[] given = vector.payload();
    CapsuleFrag frag = simple ? CapsuleFrag.fromSimple(given) : CapsuleFrag.fromMessagePack(given);
    VerifiedCapsule capsule = Capsule.fromSimple(vector.bytes("capsule")).verify();
    assertThat(frag.verify(capsule, keys(vector)).capsule()).isEqualTo(capsule);
    assertThat(simple ? frag.toSimple() : frag.toMessagePack()).isEqualTo(given);
  }

  static void grantEdge(VectorFile vector) {
    GrantEdge edge = GrantEdge.fromBytes(vector.payload());
    VerifiedGrant grant =
        edge.verify(
            KeyFragVerifyingKey.fromBytes(vector.bytes("verifier")),
            TerminalPublicKey.fromBytes(vector.bytes("delegatee")));
    assertThat(grant.context()).isEqualTo(vector.bytes("context"));
    assertThat(edge.toBytes()).isEqualTo(vector.payload());
  }

  static void hopEdge(VectorFile vector) {
    HopEdge edge = HopEdge.fromBytes(vector.payload());
    VerifiedHop hop =
        edge.verify(
            HopVerifyingKey.fromBytes(vector.bytes("verifier")),
            TerminalPublicKey.fromBytes(vector.bytes("member")));
    assertThat(hop.context()).isEqualTo(vector.bytes("context"));
    assertThat(edge.toBytes()).isEqualTo(vector.payload());
  }

  static void possessionProof(VectorFile vector) {
    PossessionProof proof = PossessionProof.fromBytes(vector.payload());
    SegmentId segment = SegmentId.fromBytes(vector.bytes("segment"));
    RegistrationContext registration =
        RegistrationContext.forSegment(vector.bytes("directory"), segment);
    proof.verify(key(vector.value("role"), vector.bytes("key")), registration);
    assertThat(proof.toBytes()).isEqualTo(vector.payload());
  }

  private static PublicKey key(String role, byte[] point) {
    return switch (role) {
      case "delegator" -> DelegatorPublicKey.fromBytes(point);
      case "receiving/terminal" -> TerminalPublicKey.fromBytes(point);
      case "receiving/forward" -> ForwardPublicKey.fromBytes(point);
      case "signing/kfrag" -> KeyFragVerifyingKey.fromBytes(point);
      case "signing/hop" -> HopVerifyingKey.fromBytes(point);
      case "signing/directory" -> DirectoryVerifyingKey.fromBytes(point);
      default -> throw new AssertionError("unknown role " + role);
    };
  }

  static void segmentDirectory(VectorFile vector) {
    DirectoryVerifyingKey pinned = DirectoryVerifyingKey.fromBytes(vector.bytes("pinned"));
    Optional<VerifiedDirectory> previous =
        vector.has("previous")
            ? Optional.of(SegmentDirectory.fromBytes(vector.bytes("previous")).verify(pinned))
            : Optional.empty();
    SegmentDirectory directory = SegmentDirectory.fromBytes(vector.payload());
    VerifiedDirectory verified =
        previous
            .map(before -> directory.verify(pinned, before))
            .orElseGet(() -> directory.verify(pinned));
    assertThat(Arrays.equals(verified.id(), vector.bytes("directory"))).isTrue();
    assertThat(directory.toBytes()).isEqualTo(vector.payload());
  }
}
