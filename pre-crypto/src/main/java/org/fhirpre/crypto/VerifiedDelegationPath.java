// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/** A path that was checked against the reader's own key; made by {@link DelegationPath#verify}. */
public final class VerifiedDelegationPath {
  private final Precursor source;
  private final ReceivingPublicKey reader;

  VerifiedDelegationPath(Precursor source, ReceivingPublicKey reader) {
    this.source = source;
    this.reader = reader;
  }

  /** Digest of the {@link ConsentContext} of the first edge, 32 bytes. */
  public byte[] context() {
    return source.ends().context().toBytes();
  }

  public DelegatorPublicKey delegator() {
    return new DelegatorPublicKey(source.ends().from());
  }

  public ReceivingPublicKey reader() {
    return reader;
  }

  Precursor source() {
    return source;
  }

  /** The two key ids only. */
  @Override
  public String toString() {
    return "VerifiedDelegationPath[" + delegator().id() + " -> " + reader.id() + "]";
  }
}
