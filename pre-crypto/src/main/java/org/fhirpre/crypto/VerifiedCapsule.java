// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.Point;

/**
 * A capsule whose proof was checked; made by {@link Capsule#verify}, by {@link
 * StoredCapsule#restore} and by {@link KeyEncapsulation}. It keeps E + V decoded, which is all that
 * a transform needs.
 */
public final class VerifiedCapsule {
  private final Capsule capsule;
  private final Point sum;

  VerifiedCapsule(Capsule capsule, Point sum) {
    this.capsule = capsule;
    this.sum = sum;
  }

  Capsule capsule() {
    return capsule;
  }

  /** E + V. */
  Point sum() {
    return sum;
  }

  /** 98 bytes. */
  public byte[] toSimple() {
    return capsule.toSimple();
  }

  /** For the proxy's own rows: authenticated, so that reads need not check the proof again. */
  public StoredCapsule store(StorageMacKey key, SegmentId segment) {
    return StoredCapsule.of(this, key, segment);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifiedCapsule verified && capsule.equals(verified.capsule);
  }

  @Override
  public int hashCode() {
    return capsule.hashCode();
  }

  /** The type's name only: a capsule identifies a record. */
  @Override
  public String toString() {
    return "VerifiedCapsule";
  }
}
