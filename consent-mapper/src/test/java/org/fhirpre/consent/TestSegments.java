// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.crypto.PatientKeys;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentLabel;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;

/** Segments of a test patient. */
final class TestSegments {
  private static final Epoch EPOCH = Epoch.parse("2026");

  private TestSegments() {}

  static Segment segment(String facet, ClassGroup group) {
    Facet of = Facet.of(facet);
    byte[] id = Arrays.copyOf(TestDirectory.digest(facet + group), SegmentId.BYTES);
    try (RootSeed seed = RootSeed.fromBytes(TestDirectory.digest("patient"));
        PatientKeys keys = PatientKeys.of(seed);
        DelegatorSecretKey secret =
            keys.segment(new SegmentLabel(of.keyLabel(), group.code(), EPOCH))) {
      return new Segment(SegmentId.fromBytes(id), secret.publicKey(), of, group, EPOCH);
    }
  }

  static List<Segment> all(List<String> facets, List<ClassGroup> groups) {
    List<Segment> segments = new ArrayList<>();
    for (String facet : facets) {
      groups.forEach(group -> segments.add(segment(facet, group)));
    }
    return segments;
  }
}
