// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.SecretScalar;

/** A hop key, or one share of it, that was checked; made by {@link HopEdge#verify} only. */
public final class VerifiedHop {
  private final VerifiedPrecursor precursor;
  private final SecretScalar hk;
  private final HopCommitment commitment;

  VerifiedHop(VerifiedPrecursor precursor, SecretScalar hk, HopCommitment commitment) {
    this.precursor = precursor;
    this.hk = hk;
    this.commitment = commitment;
  }

  SecretScalar hk() {
    return hk;
  }

  HopCommitment commitment() {
    return commitment;
  }

  /** Digest of the {@link MembershipContext} it was made for, 32 bytes. */
  public byte[] context() {
    return precursor.context();
  }

  /** The group. */
  public ForwardPublicKey from() {
    return new ForwardPublicKey(precursor.unverified().ends().from());
  }

  /** The member, in the role with which the hop was verified. */
  public ReceivingPublicKey to() {
    return precursor.to();
  }

  /** What the next hop transforms, if the member has a forward key. */
  public VerifiedPrecursor precursor() {
    return precursor;
  }

  /** The two key ids only. */
  @Override
  public String toString() {
    return "VerifiedHop[" + from().id() + " -> " + to().id() + "]";
  }
}
