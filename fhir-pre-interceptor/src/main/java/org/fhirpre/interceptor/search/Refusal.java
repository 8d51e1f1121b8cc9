// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * Searches that encrypted data cannot answer: 400 with a stable code. Texts are fixed and never
 * repeat a value; the location names the parameter as the server knows it.
 */
public enum Refusal {
  SORT_HIDDEN(
      IssueType.NOTSUPPORTED,
      "sort-hidden",
      "Results cannot be sorted by this parameter because its values are encrypted. Sort by _id or"
          + " _lastUpdated, or sort after opening."),
  MODIFIER_HIDDEN(
      IssueType.NOTSUPPORTED,
      "modifier-hidden",
      "This modifier is not available on encrypted data."),
  PARAMETER_HIDDEN(
      IssueType.NOTSUPPORTED,
      "parameter-hidden",
      "This parameter is not available on encrypted data."),
  SYSTEM_ONLY(
      IssueType.NOTSUPPORTED, "system-only", "Give the identifier's value as well as its system."),
  TOO_SHORT(IssueType.TOOCOSTLY, "too-short", "Give at least two characters."),
  TOO_COSTLY(
      IssueType.TOOCOSTLY,
      "too-costly",
      "The search asks for too many values at once. Narrow it or split it.");

  /** System of the codes in {@code issue.details}. */
  public static final String SYSTEM = "https://fhirpre.org/fhir/CodeSystem/search-outcome";

  private final IssueType type;
  private final String code;
  private final String text;

  Refusal(IssueType type, String code, String text) {
    this.type = type;
    this.code = code;
    this.text = text;
  }

  public String code() {
    return code;
  }

  /**
   * @param parameter name of a search or result parameter, without its value
   */
  InvalidRequestException of(String parameter) {
    OperationOutcome outcome =
        FhirErrors.outcome(type, new Coding().setSystem(SYSTEM).setCode(code), text);
    outcome.getIssueFirstRep().addLocation("http." + parameter);
    return new InvalidRequestException(text, outcome);
  }
}
