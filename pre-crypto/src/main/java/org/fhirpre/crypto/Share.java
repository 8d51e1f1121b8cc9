// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fhirpre.crypto.internal.v1.KekSharing;

/** One capsule of an envelope and the segment whose key it is for. */
public record Share(SegmentId segment, VerifiedCapsule capsule) {

  /**
   * The rule for the shares of one envelope: 1..16, segments pairwise distinct and capsules
   * pairwise distinct, since equal shares would cancel. Writers never make another; proxy and
   * reader check.
   *
   * @throws PreException.OpenFailed otherwise
   */
  public static void requireDistinct(List<Share> shares) {
    Set<SegmentId> segments = new HashSet<>();
    Set<VerifiedCapsule> capsules = new HashSet<>();
    for (Share share : shares) {
      segments.add(share.segment);
      capsules.add(share.capsule);
    }
    boolean distinct = segments.size() == shares.size() && capsules.size() == shares.size();
    if (!distinct || shares.isEmpty() || shares.size() > KekSharing.MAX_SHARES) {
      throw new PreException.OpenFailed();
    }
  }
}
