// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.fhirpre.crypto.DelegationPath;
import org.fhirpre.crypto.DelegatorPublicKey;
import org.fhirpre.crypto.ReencryptedCapsule;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.VerifiedCapsule;

/**
 * One of the capsules that protect a sealed resource; all of them are needed to open it.
 *
 * @param segment the opaque name of the key segment
 * @param delegator the segment's public key
 * @param capsule as the writer made it, its proof verified
 * @param delegated what the proxy added for the reader; empty in the owner's view
 */
public record EnvelopeShare(
    SegmentId segment,
    DelegatorPublicKey delegator,
    VerifiedCapsule capsule,
    Optional<Delegated> delegated) {

  /**
   * The capsule, transformed for a reader.
   *
   * @param path how the delegation came to the reader; not yet verified
   * @param transformed what only the reader's secret opens
   */
  public record Delegated(DelegationPath path, ReencryptedCapsule transformed) {}

  /** Segment id (16) and capsule (98): what the writer signs and the key id covers. */
  byte[] signedBytes() {
    byte[] id = segment.toBytes();
    byte[] bytes = capsule.toSimple();
    return ByteBuffer.allocate(id.length + bytes.length).put(id).put(bytes).array();
  }
}
