// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.web;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import org.hl7.fhir.r4.model.OperationOutcome;

/** A body turned out to be over the limit while it was read; HAPI answers 413. */
final class BodyTooLarge extends BaseServerResponseException {
  BodyTooLarge() {
    super(Outcome.BODY_TOO_LARGE.status(), Outcome.BODY_TOO_LARGE.text(), outcome());
  }

  private static OperationOutcome outcome() {
    OperationOutcome outcome = new OperationOutcome();
    OperationOutcome.OperationOutcomeIssueComponent issue = outcome.addIssue();
    issue.setSeverity(OperationOutcome.IssueSeverity.ERROR);
    issue.setCode(OperationOutcome.IssueType.TOOLONG);
    issue.getDetails().setText(Outcome.BODY_TOO_LARGE.text());
    issue.getDetails().addCoding().setSystem(Outcome.SYSTEM).setCode(Outcome.BODY_TOO_LARGE.code());
    return outcome;
  }
}
