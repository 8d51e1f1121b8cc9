// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/**
 * A kfrag that was checked; made by {@link KeyFrag#verify} and {@link GrantEdge#verify} only. It is
 * the only one the proxy transforms with.
 */
public final class VerifiedKeyFrag {
  private final KeyFrag frag;
  private final DelegatorPublicKey delegator;
  private final ReceivingPublicKey delegatee;

  VerifiedKeyFrag(KeyFrag frag, DelegatorPublicKey delegator, ReceivingPublicKey delegatee) {
    this.frag = frag;
    this.delegator = delegator;
    this.delegatee = delegatee;
  }

  public DelegatorPublicKey delegator() {
    return delegator;
  }

  public ReceivingPublicKey delegatee() {
    return delegatee;
  }

  KeyFrag unverified() {
    return frag;
  }

  /** The two key ids only. */
  @Override
  public String toString() {
    return "VerifiedKeyFrag[" + delegator.id() + " -> " + delegatee.id() + "]";
  }
}
