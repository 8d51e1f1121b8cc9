// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.List;
import org.fhirpre.consent.Finding;
import org.fhirpre.consent.FindingCode;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** Findings as FHIR says them. */
final class FindingOutcomes {
  private FindingOutcomes() {}

  static OperationOutcome of(List<Finding> findings) {
    OperationOutcome outcome = new OperationOutcome();
    findings.forEach(finding -> add(outcome, finding));
    return outcome;
  }

  static void add(OperationOutcome outcome, Finding finding) {
    OperationOutcome.OperationOutcomeIssueComponent issue =
        outcome
            .addIssue()
            .setSeverity(IssueSeverity.fromCode(finding.severity().code()))
            .setCode(IssueType.fromCode(finding.code().issueType()));
    issue.addExpression(finding.expression());
    issue
        .getDetails()
        .setText(finding.text())
        .addCoding()
        .setSystem(FindingCode.SYSTEM)
        .setCode(finding.code().code());
  }

  /** 422 with all findings, not only the errors. */
  static BaseServerResponseException refused(List<Finding> findings) {
    return new UnprocessableEntityException("The Consent cannot be enforced", of(findings));
  }

  static BaseServerResponseException notAuthorised() {
    Finding finding = Finding.of(FindingCode.PERFORMER_NOT_AUTHORISED, "Consent.performer");
    return new ForbiddenOperationException(finding.text(), of(List.of(finding)));
  }
}
