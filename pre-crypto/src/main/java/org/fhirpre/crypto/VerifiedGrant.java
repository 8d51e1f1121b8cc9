// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.List;

/** A grant that was checked; made by {@link GrantEdge#verify} only. */
public final class VerifiedGrant {
  private final VerifiedKeyFrag keyFrag;
  private final VerifiedPrecursor precursor;

  VerifiedGrant(VerifiedKeyFrag keyFrag, VerifiedPrecursor precursor) {
    this.keyFrag = keyFrag;
    this.precursor = precursor;
  }

  /** Digest of the {@link ConsentContext} it was granted for, 32 bytes. */
  public byte[] context() {
    return precursor.context();
  }

  public DelegatorPublicKey delegator() {
    return keyFrag.delegator();
  }

  public ReceivingPublicKey delegatee() {
    return keyFrag.delegatee();
  }

  /** What the proxy transforms with. */
  public VerifiedKeyFrag keyFrag() {
    return keyFrag;
  }

  /** What the reader gets: public values only, depth 1. */
  public DelegationPath path() {
    return new DelegationPath(precursor.unverified(), List.of());
  }

  /** What a hop transforms, if the delegatee has a forward key. */
  public VerifiedPrecursor precursor() {
    return precursor;
  }

  /** The two key ids only. */
  @Override
  public String toString() {
    return "VerifiedGrant[" + delegator().id() + " -> " + delegatee().id() + "]";
  }
}
