// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

/**
 * One remark about a Consent, its plan or its enforcement.
 *
 * @param expression FHIRPath of the element; goes into {@code OperationOutcome.issue.expression}
 * @param text for people; quotes nothing of the record
 */
public record Finding(
    FindingCode code, FindingCode.Severity severity, String expression, String text) {

  public static Finding of(FindingCode code, String expression) {
    return new Finding(code, code.severity(), expression, code.text());
  }

  public boolean error() {
    return severity == FindingCode.Severity.ERROR;
  }

  /** The same; an error becomes a warning, for what is stored nevertheless. */
  public Finding asWarning() {
    return error() ? new Finding(code, FindingCode.Severity.WARNING, expression, text) : this;
  }
}
