// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.List;
import java.util.Optional;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.CapsuleEquation;
import org.fhirpre.crypto.internal.v1.EdgeAgreement;
import org.fhirpre.crypto.internal.v1.Interpolation;
import org.fhirpre.crypto.internal.v1.KekSharing;

/** docs/spec/core.md §3, §7, §8 and §10, docs/spec/chains.md §7. */
final class UmbralDecapsulation implements Decapsulation {
  private final GroupProvider group;

  UmbralDecapsulation(GroupProvider group) {
    this.group = group;
  }

  @Override
  public KeySeed decapsulateOriginal(DelegatorSecretKey key, VerifiedCapsule capsule) {
    return new KeySeed(group.mulLongTerm(capsule.sum(), key.scalar()));
  }

  @Override
  public DelegationSecret unwind(ReceivingSecretKey key, VerifiedDelegationPath path) {
    if (!path.reader().equals(key.publicKey())) {
      throw new PreException.OpenFailed();
    }
    Point shared = group.mulReceiving(path.last().x(), HeldKey.scalarOf(key));
    List<PathHop> hops = path.hops();
    for (int i = hops.size() - 1; i >= 0; i--) {
      shared = unwind(hops.get(i), shared);
    }
    Precursor source = path.source();
    return new DelegationSecret(source.agreement(shared), source.x(), source.ends().from());
  }

  // From the point that the hop's receiver shares with it to the one that its forwarder shared
  // with the edge before.
  private Point unwind(PathHop hop, Point shared) {
    try (EdgeAgreement agreement = hop.precursor().agreement(shared);
        SecretScalar d = agreement.factor()) {
      Point joined = hop.joined(agreement, group).orElseThrow(PreException.OpenFailed::new);
      return group.mulDelegated(joined, d);
    }
  }

  @Override
  public KeySeed open(DelegationSecret secret, ReencryptedCapsule capsule) {
    return new KeySeed(group.mulDelegated(capsule.t(), secret.d()));
  }

  @Override
  public KeySeed open(
      DelegationSecret secret, VerifiedCapsule capsule, List<VerifiedCapsuleFrag> frags) {
    if (!frags.stream().allMatch(frag -> frag.capsule().equals(capsule))) {
      throw new PreException.OpenFailed();
    }
    List<CapsuleFrag> parsed = frags.stream().map(VerifiedCapsuleFrag::unverified).toList();
    return openUnverified(secret, capsule, parsed);
  }

  /** Without the check of the fragments' proofs; also the entry of the vectors that skip it. */
  KeySeed openUnverified(
      DelegationSecret secret, VerifiedCapsule capsule, List<CapsuleFrag> frags) {
    Interpolation shares = interpolation(secret, frags);
    Optional<Point> e1 = shares.sum(frags.stream().map(CapsuleFrag::e1).toList(), group);
    Optional<Point> v1 = shares.sum(frags.stream().map(CapsuleFrag::v1).toList(), group);
    return e1.flatMap(e -> v1.flatMap(v -> join(secret, capsule.capsule(), e, v)))
        .orElseThrow(PreException.OpenFailed::new);
  }

  private static Interpolation interpolation(DelegationSecret secret, List<CapsuleFrag> frags) {
    boolean ofDelegation =
        frags.stream().allMatch(frag -> frag.precursor().equals(secret.precursor()));
    if (frags.isEmpty() || frags.size() > Threshold.MAX_SHARES || !ofDelegation) {
      throw new PreException.OpenFailed();
    }
    List<byte[]> ids = frags.stream().map(frag -> frag.keyFragId().toBytes()).toList();
    return Interpolation.of(secret.agreement(), ids).orElseThrow(PreException.OpenFailed::new);
  }

  // (s/d)*A == h*E1 + V1: tells wrong, damaged or too few fragments early; it is no proof.
  private Optional<KeySeed> join(DelegationSecret secret, Capsule capsule, Point e1, Point v1) {
    Scalar h = CapsuleEquation.challenge(capsule.e(), capsule.v());
    try (SecretScalar ratio = secret.d().divide(capsule.s())) {
      Point left = group.mulDelegated(secret.delegator(), ratio);
      return group
          .sum(h, e1, v1)
          .filter(left::equals)
          .flatMap(consistent -> group.add(e1, v1))
          .map(sum -> new KeySeed(group.mulDelegated(sum, secret.d())));
    }
  }

  @Override
  public Kek combine(List<OpenedShare> shares, byte[] salt, byte[] expectedCommitment) {
    long distinct = shares.stream().map(OpenedShare::segment).distinct().count();
    if (shares.isEmpty() || shares.size() > KekSharing.MAX_SHARES || distinct != shares.size()) {
      throw new PreException.OpenFailed();
    }
    Kek kek = Kek.combine(shares);
    if (!kek.commitsTo(salt, expectedCommitment)) {
      kek.close();
      throw new PreException.OpenFailed();
    }
    return kek;
  }
}
