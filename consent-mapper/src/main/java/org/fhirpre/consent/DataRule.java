// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

/**
 * One {@code provision.data}.
 *
 * @param reference literal reference of the named resource, without version
 */
public record DataRule(Meaning meaning, String reference) {

  /** Codes of {@code http://hl7.org/fhir/consent-data-meaning}. */
  public enum Meaning {
    INSTANCE,
    RELATED,
    DEPENDENTS,
    AUTHOREDBY
  }
}
