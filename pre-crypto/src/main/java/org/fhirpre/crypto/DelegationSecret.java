// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.EdgeAgreement;

/**
 * What a reader recovers once per delegation. With it and the proxy's answers everything that was
 * delegated opens: keep it in memory only, close it when the session ends.
 *
 * <p>Source: {@code docs/spec/core.md} §7 and {@code docs/spec/chains.md} §7.
 */
public final class DelegationSecret implements AutoCloseable {
  private final EdgeAgreement agreement;
  private final SecretScalar d;
  private final Point precursor;
  private final Point delegator;

  /**
   * @param agreement of the first edge; taken over
   * @param precursor of the first edge; whoever calls has verified it
   */
  DelegationSecret(EdgeAgreement agreement, Point precursor, Point delegator) {
    this(agreement, agreement.factor(), precursor, delegator);
  }

  private DelegationSecret(
      EdgeAgreement agreement, SecretScalar d, Point precursor, Point delegator) {
    this.agreement = agreement;
    this.d = d;
    this.precursor = precursor;
    this.delegator = delegator;
  }

  EdgeAgreement agreement() {
    return agreement;
  }

  /** A second handle on the same secret, closed on its own. */
  DelegationSecret copy() {
    return new DelegationSecret(agreement.copy(), d.copy(), precursor, delegator);
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
    agreement.close();
    d.close();
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "DelegationSecret";
  }
}
