// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/**
 * The public part of an edge whose maker has proven to have made it for these keys and this
 * context; what a hop transforms. Made by {@link GrantEdge#verify} and {@link HopEdge#verify} only.
 */
public final class VerifiedPrecursor {
  private final Precursor precursor;
  private final ReceivingPublicKey to;

  VerifiedPrecursor(Precursor precursor, ReceivingPublicKey to) {
    this.precursor = precursor;
    this.to = to;
  }

  Precursor unverified() {
    return precursor;
  }

  /** Digest of the edge's context, 32 bytes. */
  public byte[] context() {
    return precursor.ends().context().toBytes();
  }

  /** Whom the edge leads to, in the role with which it was verified. */
  public ReceivingPublicKey to() {
    return to;
  }

  /** The receiving key's id only. */
  @Override
  public String toString() {
    return "VerifiedPrecursor[-> " + to.id() + "]";
  }
}
