// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fhirpre.crypto.internal.group.Arithmetic;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.CapsuleEquation;
import org.fhirpre.crypto.internal.v1.KekSharing;

/** docs/spec/core.md §3 and §10. */
final class UmbralEncapsulation implements KeyEncapsulation {
  private final Arithmetic arithmetic;

  UmbralEncapsulation(Arithmetic arithmetic) {
    this.arithmetic = arithmetic;
  }

  @Override
  public SealedKey encapsulate(List<SegmentKey> segments) {
    requireDistinct(segments);
    List<Share> shares = new ArrayList<>();
    List<OpenedShare> opened = new ArrayList<>();
    try {
      for (SegmentKey segment : segments) {
        Encapsulated fresh = encapsulate(segment.key());
        shares.add(new Share(segment.id(), fresh.capsule));
        opened.add(new OpenedShare(segment.id(), fresh.seed));
      }
      return new SealedKey(shares, Kek.combine(opened));
    } finally {
      opened.forEach(share -> share.seed().close());
    }
  }

  private static void requireDistinct(List<SegmentKey> segments) {
    long distinct = segments.stream().map(SegmentKey::id).distinct().count();
    if (segments.isEmpty()
        || segments.size() > KekSharing.MAX_SHARES
        || distinct != segments.size()) {
      throw new IllegalArgumentException("1..16 segments with distinct ids are needed");
    }
  }

  /** A capsule and its seed. */
  record Encapsulated(VerifiedCapsule capsule, KeySeed seed) {}

  Encapsulated encapsulate(DelegatorPublicKey key) {
    while (true) {
      try (SecretScalar r = arithmetic.secret();
          SecretScalar u = arithmetic.secret()) {
        Optional<Encapsulated> result = encapsulate(key, r, u);
        if (result.isPresent()) {
          return result.get();
        }
      }
    }
  }

  // Empty if r + u or s is zero.
  private Optional<Encapsulated> encapsulate(
      DelegatorPublicKey key, SecretScalar r, SecretScalar u) {
    Point e = arithmetic.group().mulBase(r);
    Point v = arithmetic.group().mulBase(u);
    Optional<Scalar> s = u.respond(CapsuleEquation.challenge(e, v), r);
    Optional<KeySeed> seed = r.plus(u).map(sum -> seed(key, sum));
    return s.flatMap(
        some ->
            seed.map(
                k -> new Encapsulated(new Capsule(e, v, some).withSum(arithmetic.group()), k)));
  }

  private KeySeed seed(DelegatorPublicKey key, SecretScalar sum) {
    try (sum) {
      return new KeySeed(arithmetic.group().mulSecret(key.point(), sum));
    }
  }
}
