// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.EdgeAgreement;
import org.fhirpre.crypto.internal.v1.EdgeKind;
import org.fhirpre.crypto.internal.v1.HopProof;
import org.fhirpre.crypto.internal.v1.Interpolation;
import org.fhirpre.crypto.internal.v1.SchnorrProof;

/** One chain: keys, a capsule, the fragments of its first edge and the shares of each hop. */
final class HopVector {
  // The entries carry no signatures of hop keys and no proof for the first precursor: a signer of
  // our own stands in for the one, and the first edge is taken as verified.
  private static final HopSigner SIGNER = TestKeys.hopSigner();
  private static final HopKeyRegistry REGISTRY = forwarder -> Optional.of(SIGNER.verifyingKey());
  private static final Digest NO_CONTEXT = Digest.of(new byte[Digest.BYTES]);

  private final Vector vector;
  private final GroupProvider group = TestBackend.group();
  private final List<CapsuleFrag> frags;
  private final DelegationPath path;

  HopVector(Vector vector) {
    this.vector = vector;
    this.frags =
        vector.list("cfrags_msgpack_hop1").stream().map(CapsuleFrag::fromMessagePack).toList();
    this.path = new DelegationPath(source(), hops());
  }

  private Point key(int index) {
    return group.decode(vector.list("public_keys").get(index)).orElseThrow();
  }

  private SecretScalar secret(int index) {
    return SecretScalar.decode(vector.list("secret_keys").get(index)).orElseThrow();
  }

  private Precursor source() {
    Scalar none = Scalar.decode(TestKeys.filled(32, 1)).orElseThrow();
    Precursor.Ends ends = new Precursor.Ends(EdgeKind.FIRST, NO_CONTEXT, key(0), key(1));
    return new Precursor(ends, frags.get(0).precursor(), new SchnorrProof(none, none));
  }

  private List<PathHop> hops() {
    List<PathHop> hops = new ArrayList<>();
    for (List<Vector> shares : vector.lists("hops_2_to_depth")) {
      hops.add(
          ProvenHop.merge(shares.stream().map(each -> new HopShareVector(each).hop()).toList()));
    }
    return hops;
  }

  void assertKeys() {
    for (int i = 0; i <= vector.number("depth"); i++) {
      assertThat(group.mulBase(secret(i))).isEqualTo(key(i));
    }
    assertThat(path.edges()).isEqualTo(vector.number("depth"));
  }

  /** Every share of every hop: commitment, both proofs, and the transform made again. */
  void assertShares() {
    Point previous = path.source().x();
    List<List<Vector>> hops = vector.lists("hops_2_to_depth");
    for (int i = 0; i < hops.size(); i++) {
      for (Vector share : hops.get(i)) {
        new HopShareVector(share).assertHolds(previous);
      }
      PathHop hop = path.hops().get(i);
      hop.verifyTransform(previous, REGISTRY);
      assertSharing(hops.get(i), hop.precursor(), i + 1);
      previous = hop.precursor().x();
    }
  }

  // The shares of the hop key add up to the forwarder's secret over d, shown in the exponent.
  private void assertSharing(List<Vector> shares, Precursor precursor, int from) {
    Point shared = group.mulReceiving(precursor.x(), secret(from + 1));
    try (EdgeAgreement agreement = precursor.agreement(shared)) {
      List<byte[]> ids = shares.stream().map(share -> share.bytes("id")).toList();
      List<Point> keys =
          shares.stream().map(share -> group.mulBase(new HopShareVector(share).hk())).toList();
      Point sum = Interpolation.of(agreement, ids).orElseThrow().sum(keys, group).orElseThrow();
      assertThat(group.mulDelegated(sum, agreement.factor())).isEqualTo(key(from));
    }
  }

  /** The reader gets S and d from her own key and the path, and the capsule opens. */
  void assertOpens() throws InvalidCipherTextException {
    int depth = vector.number("depth");
    TerminalSecretKey reader = new TerminalSecretKey(secret(depth));
    UmbralDecapsulation decapsulation = new UmbralDecapsulation(group);
    VerifiedDelegationPath verified = new VerifiedDelegationPath(path, reader.publicKey());
    try (DelegationSecret secret = decapsulation.unwind(reader, verified)) {
      assertThat(secret.d().<byte[]>apply(byte[]::clone))
          .isEqualTo(vector.bytes("shared_secret_d_AB"));
      VerifiedCapsule capsule = vector.capsule();
      KeySeed seed = decapsulation.openUnverified(secret, capsule, frags);
      assertThat(CompatDem.decrypt(seed, vector.bytes("ciphertext"), capsule))
          .isEqualTo(vector.bytes("plaintext"));
      try (DelegatorSecretKey owner = new DelegatorSecretKey(secret(0))) {
        assertThat(decapsulation.decapsulateOriginal(owner, capsule).<byte[]>apply(byte[]::clone))
            .isEqualTo(seed.<byte[]>apply(byte[]::clone));
      }
    }
  }

  /** d of the first edge is the hash of S, which the first delegatee has without any hop. */
  void assertSharedPoint() {
    Point shared = group.decode(vector.bytes("dh_point_b_times_XA")).orElseThrow();
    assertThat(group.mulReceiving(path.source().x(), secret(1))).isEqualTo(shared);
    try (EdgeAgreement agreement = path.source().agreement(shared)) {
      assertThat(agreement.factor().<byte[]>apply(byte[]::clone))
          .isEqualTo(vector.bytes("shared_secret_d_AB"));
    }
  }

  /** One share of one hop. */
  private record HopShareVector(Vector share) {

    private Point point(String field) {
      return TestBackend.group().decode(share.bytes(field)).orElseThrow();
    }

    private Scalar scalar(String field) {
      return Scalar.decode(share.bytes(field)).orElseThrow();
    }

    private SecretScalar hk() {
      return SecretScalar.decode(share.bytes("hop_key")).orElseThrow();
    }

    Precursor precursor() {
      Precursor.Ends ends =
          new Precursor.Ends(
              EdgeKind.HOP, Digest.of(share.bytes("ctx")), point("from"), point("to"));
      SchnorrProof proof = new SchnorrProof(scalar("pok_c"), scalar("pok_z"));
      return new Precursor(ends, point("precursor"), proof);
    }

    private HopCommitment commitment() {
      HopCommitment.Unsigned unsigned =
          new HopCommitment.Unsigned(
              precursor(), Digest.of(share.bytes("id")), point("hop_key_commitment"));
      return HopCommitment.sign(unsigned, SIGNER, TestBackend.group());
    }

    ProvenHop hop() {
      HopProof proof = new HopProof(scalar("dleq_c"), scalar("dleq_z"));
      return new ProvenHop(
          precursor(), List.of(new ProvenHop.Share(commitment(), point("output"), proof)));
    }

    void assertHolds(Point previous) {
      assertThat(point("input_precursor")).isEqualTo(previous);
      HopEdge parsed = HopEdge.fromBytes(new HopEdge(precursor(), hk(), commitment()).toBytes());
      VerifiedHop hop = parsed.verify(SIGNER.verifyingKey());
      Precursor edgeBefore = new Precursor(precursor().ends(), previous, precursor().proof());
      ProvenHop made =
          new UmbralReencryptor(TestBackend.arithmetic())
              .hopWithProof(new VerifiedPrecursor(edgeBefore, hop.from()), hop);
      made.verifyTransform(previous, REGISTRY);
      assertThat(made.shares().get(0).transformed()).isEqualTo(point("output"));
    }
  }
}
