// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

/**
 * A remark of the labelling service. Never quotes a label or a code.
 *
 * @param code of the CodeSystem {@code consent-mapping-outcome}
 * @param expression FHIRPath of the element
 */
public record LabelFinding(String code, String expression) {
  /** A supplied label that gives no facet; it stays in the resource. A warning. */
  public static final String UNSUPPORTED_LABEL = "unsupported-label";

  /** Supplied labels state more than one confidentiality; the highest counts. A warning. */
  public static final String CONTRADICTORY_LABELS = "contradictory-labels";

  /** A concept that no list can judge: text only, no code, or an unknown system. */
  public static final String UNCODED = "uncoded";
}
