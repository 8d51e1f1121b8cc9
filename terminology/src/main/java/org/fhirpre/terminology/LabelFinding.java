// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

/**
 * A remark of the labelling service about a supplied label. Never quotes the label.
 *
 * @param code of the CodeSystem {@code consent-mapping-outcome}
 * @param expression FHIRPath of the element
 */
public record LabelFinding(String code, String expression) {
  /** A supplied label that gives no facet; it stays in the resource. A warning. */
  public static final String UNSUPPORTED_LABEL = "unsupported-label";
}
