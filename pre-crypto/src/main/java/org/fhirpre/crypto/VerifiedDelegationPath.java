// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.List;

/** A path that was checked against the reader's own key; made by {@link DelegationPath#verify}. */
public final class VerifiedDelegationPath {
  private final DelegationPath path;
  private final ReceivingPublicKey reader;

  VerifiedDelegationPath(DelegationPath path, ReceivingPublicKey reader) {
    this.path = path;
    this.reader = reader;
  }

  /** Digest of the {@link ConsentContext} of the first edge, 32 bytes. */
  public byte[] context() {
    return source().ends().context().toBytes();
  }

  /** Digests of the {@link MembershipContext}s of the edges behind it, 32 bytes each. */
  public List<byte[]> membershipContexts() {
    return hops().stream().map(PathHop::context).toList();
  }

  public DelegatorPublicKey delegator() {
    return new DelegatorPublicKey(source().ends().from());
  }

  public ReceivingPublicKey reader() {
    return reader;
  }

  Precursor source() {
    return path.source();
  }

  List<PathHop> hops() {
    return path.hops();
  }

  Precursor last() {
    return path.last();
  }

  /** The two key ids only. */
  @Override
  public String toString() {
    return "VerifiedDelegationPath[" + delegator().id() + " -> " + reader.id() + "]";
  }
}
