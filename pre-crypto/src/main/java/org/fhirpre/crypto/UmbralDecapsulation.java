// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.List;
import java.util.Optional;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.CapsuleEquation;
import org.fhirpre.crypto.internal.v1.KekSharing;

/** docs/spec/core.md §3, §7, §8 and §10. */
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
    return DelegationSecret.of(key, path.source().x(), path.source().ends().from(), group);
  }

  @Override
  public KeySeed open(DelegationSecret secret, ReencryptedCapsule capsule) {
    return new KeySeed(group.mulDelegated(capsule.t(), secret.d()));
  }

  @Override
  public KeySeed open(DelegationSecret secret, VerifiedCapsuleFrag frag) {
    return open(secret, frag.capsule(), frag.unverified());
  }

  /** Without the check of the fragment's proof; also the entry of the vectors that skip it. */
  KeySeed open(DelegationSecret secret, VerifiedCapsule capsule, CapsuleFrag frag) {
    Optional<Point> t = group.add(frag.e1(), frag.v1());
    if (!frag.precursor().equals(secret.precursor())
        || t.isEmpty()
        || !isConsistent(secret, capsule.capsule(), frag)) {
      throw new PreException.OpenFailed();
    }
    return new KeySeed(group.mulDelegated(t.get(), secret.d()));
  }

  // (s/d)*A == h*E1 + V1: tells a wrong or damaged fragment early; it is no proof.
  private boolean isConsistent(DelegationSecret secret, Capsule capsule, CapsuleFrag frag) {
    Scalar h = CapsuleEquation.challenge(capsule.e(), capsule.v());
    try (SecretScalar ratio = secret.d().divide(capsule.s())) {
      Point left = group.mulDelegated(secret.delegator(), ratio);
      return group.sum(h, frag.e1(), frag.v1()).filter(left::equals).isPresent();
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
