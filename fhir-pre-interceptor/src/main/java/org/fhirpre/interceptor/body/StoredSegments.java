// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.SegmentId;

/** Says under which segments bodies lie, from their rows alone; nothing is opened. */
public final class StoredSegments {
  private StoredSegments() {}

  /** The segments of all patient-sealed bodies among these texts; others have none. */
  public static Set<SegmentId> of(List<String> texts) {
    Set<SegmentId> segments = new HashSet<>();
    texts.forEach(text -> add(text, segments));
    return Set.copyOf(segments);
  }

  private static void add(String text, Set<SegmentId> segments) {
    try {
      byte[] record = Address.ofRow(text).record().toBytes();
      if (record[0] != ServerRecord.FORMAT) {
        StoredEnvelope.fromBytes(record).shares().forEach(share -> segments.add(share.segment()));
      }
    } catch (PreException unreadable) {
      // An altered row opens for nobody, so nobody needs a key for it.
      return;
    }
  }
}
