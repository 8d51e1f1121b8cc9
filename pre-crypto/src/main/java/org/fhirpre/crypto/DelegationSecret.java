// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.HashToScalar;
import org.fhirpre.crypto.internal.v1.Tags;

/**
 * What a reader recovers once per delegation. With it and the proxy's answers everything that was
 * delegated opens: keep it in memory only, close it when the session ends.
 */
public final class DelegationSecret implements AutoCloseable {
  private final SecretScalar d;
  private final Point precursor;
  private final Point delegator;

  private DelegationSecret(SecretScalar d, Point precursor, Point delegator) {
    this.d = d;
    this.precursor = precursor;
    this.delegator = delegator;
  }

  /** {@code key} is the first delegatee's secret; whoever calls has verified the precursor. */
  static DelegationSecret of(
      ReceivingSecretKey key, Point precursor, Point delegator, GroupProvider group) {
    Point dh = group.mulReceiving(precursor, HeldKey.scalarOf(key));
    Point delegatee = EncodedKey.pointOf(key.publicKey());
    return new DelegationSecret(shared(precursor, delegatee, dh), precursor, delegator);
  }

  /** d of the first edge. */
  static SecretScalar shared(Point precursor, Point delegatee, Point dh) {
    return HashToScalar.tagged(Tags.SHARED_SECRET).with(precursor, delegatee, dh).secret();
  }

  SecretScalar d() {
    return d;
  }

  Point precursor() {
    return precursor;
  }

  Point delegator() {
    return delegator;
  }

  @Override
  public void close() {
    d.close();
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "DelegationSecret";
  }
}
