// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.List;
import java.util.Optional;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.group.Secp256k1;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.CapsuleEquation;
import org.fhirpre.crypto.internal.v1.KekSharing;

/** docs/spec/core.md §3, §7, §8 and §10. */
final class UmbralDecapsulation implements Decapsulation {

  @Override
  public KeySeed decapsulateOriginal(DelegatorSecretKey key, VerifiedCapsule capsule) {
    return new KeySeed(Secp256k1.mulSecret(capsule.sum(), key.scalar()));
  }

  @Override
  public DelegationSecret unwind(ReceivingSecretKey key, VerifiedDelegationPath path) {
    if (!path.reader().equals(key.publicKey())) {
      throw new PreException.OpenFailed();
    }
    return DelegationSecret.of(key, path.source().x(), path.source().ends().from());
  }

  @Override
  public KeySeed open(DelegationSecret secret, ReencryptedCapsule capsule) {
    return new KeySeed(Secp256k1.mulSecret(capsule.t(), secret.d()));
  }

  @Override
  public KeySeed open(DelegationSecret secret, VerifiedCapsuleFrag frag) {
    return open(secret, frag.capsule(), frag.unverified());
  }

  /** Without the check of the fragment's proof; also the entry of the vectors that skip it. */
  static KeySeed open(DelegationSecret secret, VerifiedCapsule capsule, CapsuleFrag frag) {
    Optional<Point> t = Secp256k1.add(frag.e1(), frag.v1());
    if (!frag.precursor().equals(secret.precursor())
        || t.isEmpty()
        || !isConsistent(secret, capsule.capsule(), frag)) {
      throw new PreException.OpenFailed();
    }
    return new KeySeed(Secp256k1.mulSecret(t.get(), secret.d()));
  }

  // (s/d)*A == h*E1 + V1: tells a wrong or damaged fragment early; it is no proof.
  private static boolean isConsistent(DelegationSecret secret, Capsule capsule, CapsuleFrag frag) {
    Scalar h = CapsuleEquation.challenge(capsule.e(), capsule.v());
    try (SecretScalar ratio = secret.d().divide(capsule.s())) {
      Point left = Secp256k1.mulSecret(secret.delegator(), ratio);
      return Secp256k1.sum(h, frag.e1(), frag.v1()).filter(left::equals).isPresent();
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
