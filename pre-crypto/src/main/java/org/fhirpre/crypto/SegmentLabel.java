// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.Set;
import org.fhirpre.crypto.internal.v1.LengthPrefixed;

/**
 * What a segment stands for; known to the patient and her directory only.
 *
 * <p>Source: {@code docs/spec/key-derivation.md} §2.
 *
 * @param facet {@code NORMAL}, or {@code system|code} of one category, exactly as in the Coding
 * @param classGroup one of demographics, clinical, medication, diagnostics, documents, financial,
 *     other
 * @param epoch cryptoperiod of the write
 */
public record SegmentLabel(String facet, String classGroup, Epoch epoch) {
  /** The facet of what no category makes special. */
  public static final String NORMAL = "NORMAL";

  private static final Set<String> CLASS_GROUPS =
      Set.of(
          "demographics",
          "clinical",
          "medication",
          "diagnostics",
          "documents",
          "financial",
          "other");

  /**
   * @throws IllegalArgumentException if facet or class-group is none
   */
  public SegmentLabel {
    requireFacet(facet);
    if (!CLASS_GROUPS.contains(classGroup)) {
      throw new IllegalArgumentException("unknown class-group");
    }
  }

  static void requireFacet(String facet) {
    LengthPrefixed.utf8(facet);
    if (!facet.equals(NORMAL) && facet.indexOf('|') < 0) {
      throw new IllegalArgumentException("facet is neither NORMAL nor system|code");
    }
  }
}
