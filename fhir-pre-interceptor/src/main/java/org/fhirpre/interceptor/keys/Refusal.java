// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import org.fhirpre.consent.FindingCode;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** Answers of the operations of this plug-in that are errors: status, issue type, stable code. */
public final class Refusal {
  private static final int UNAVAILABLE = 503;

  private Refusal() {}

  public static BaseServerResponseException badRequest(String code, String text) {
    return new InvalidRequestException(text, outcome(IssueType.STRUCTURE, code, text));
  }

  public static BaseServerResponseException unauthenticated() {
    String text = "The request is not authenticated";
    return new AuthenticationException(text).addAuthenticateHeaderForRealm("fhir-pre");
  }

  public static BaseServerResponseException forbidden(String code, String text) {
    return new ForbiddenOperationException(text, outcome(IssueType.FORBIDDEN, code, text));
  }

  /** The uniform answer for what is absent, hidden or denied. */
  public static BaseServerResponseException absent() {
    String text = "Access denied or resource does not exist";
    return new ResourceNotFoundException(
        text, outcome(IssueType.NOTFOUND, FindingCode.ACCESS_DENIED_OR_ABSENT.code(), text));
  }

  public static BaseServerResponseException conflict(String code, String text) {
    return new ResourceVersionConflictException(text, outcome(IssueType.CONFLICT, code, text));
  }

  public static BaseServerResponseException unprocessable(
      IssueType type, String code, String text) {
    return new UnprocessableEntityException(text, outcome(type, code, text));
  }

  public static BaseServerResponseException agentUnavailable() {
    String text = "The patients' key agent does not answer; try again later";
    UnclassifiedServerFailureException refusal =
        new UnclassifiedServerFailureException(UNAVAILABLE, text);
    refusal.setOperationOutcome(outcome(IssueType.TRANSIENT, "agent-unavailable", text));
    return refusal;
  }

  private static OperationOutcome outcome(IssueType type, String code, String text) {
    OperationOutcome outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(IssueSeverity.ERROR)
        .setCode(type)
        .getDetails()
        .setText(text)
        .addCoding()
        .setSystem(FindingCode.SYSTEM)
        .setCode(code);
    return outcome;
  }
}
