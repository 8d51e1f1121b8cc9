// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.List;

/** Writer: makes the key of one resource, or of several that share their segments. */
public interface KeyEncapsulation {

  /**
   * One fresh capsule per segment and the KEK that only all of them together give. Seeds never
   * leave this interface.
   *
   * @param segments 1..16, ids pairwise distinct
   * @return to be closed by the caller
   * @throws IllegalArgumentException if there are none, too many, or two with the same id
   */
  SealedKey encapsulate(List<SegmentKey> segments);
}
