// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.errors;

import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.MethodNotAllowedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.Objects;
import org.fhirpre.consent.FindingCode;
import org.fhirpre.crypto.PreException;
import org.hl7.fhir.instance.model.api.IBaseOperationOutcome;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.jspecify.annotations.Nullable;

/**
 * Maps failures to FHIR answers with stable codes; {@code ERRORS.md} lists each with its remedy.
 */
public final class FhirErrors {
  /** System of every code in {@code issue.details}. */
  public static final String SYSTEM = FindingCode.SYSTEM;

  private static final String OUR_SYSTEMS = "https://fhirpre.org/fhir/CodeSystem/";
  private static final int PAYLOAD_TOO_LARGE = 413;
  private static final int UNAVAILABLE = 503;
  private static final String ABSENT = "Access denied or resource does not exist";

  private FhirErrors() {}

  /** No default branch: a new {@link PreException.Code} does not compile until it is mapped. */
  public static BaseServerResponseException toFhir(PreException failure) {
    String text = Objects.requireNonNull(failure.getMessage());
    return switch (failure.code()) {
      case MALFORMED_ENCODING -> badRequest("malformed-encoding", text);
      case VERIFICATION_FAILED -> unprocessable(IssueType.SECURITY, "verification-failed", text);
      case OPEN_FAILED -> internal("open-failed", text);
    };
  }

  /** Absent, hidden and denied alike, byte for byte: it must name nothing. */
  public static ResourceNotFoundException absentOrDenied() {
    return new ResourceNotFoundException(ABSENT, absentOutcome());
  }

  /** The body of {@link #absentOrDenied()}, for entries of a batch. */
  public static OperationOutcome absentOutcome() {
    return outcome(IssueType.NOTFOUND, "access-denied-or-absent", ABSENT);
  }

  public static BaseServerResponseException patientNotEnrolled() {
    return unprocessable(
        IssueType.BUSINESSRULE,
        "patient-not-enrolled",
        "A patient whom this resource names has no key agent. Enrol the patient first");
  }

  public static BaseServerResponseException agentUnavailable() {
    String text = "The patients' key agent does not answer. Nothing was stored; try again";
    return new UnclassifiedServerFailureException(
        UNAVAILABLE, text, outcome(IssueType.TRANSIENT, "agent-unavailable", text));
  }

  /** A key that only the patient's own client can publish. */
  public static BaseServerResponseException segmentUnpublished() {
    String text =
        "A patient who holds her keys herself has not published a key that this write needs."
            + " Nothing was stored; try again when her client has been used";
    return new UnclassifiedServerFailureException(
        UNAVAILABLE, text, outcome(IssueType.TRANSIENT, "segment-key-unpublished", text));
  }

  /** The database is away; whoever asks gets nothing. */
  public static BaseServerResponseException storeUnavailable() {
    String text = "The database does not answer; try again";
    return new UnclassifiedServerFailureException(
        UNAVAILABLE, text, outcome(IssueType.TRANSIENT, "store-unavailable", text));
  }

  /** A resource of a patient-sealed type that names nobody. */
  public static BaseServerResponseException missingPatient(String type) {
    return unprocessable(
        IssueType.REQUIRED,
        "missing-patient",
        "A " + type + " is stored under the keys of the patient whom it names; it names none");
  }

  public static BaseServerResponseException limitExceeded(String text) {
    return unprocessable(IssueType.TOOCOSTLY, "limit-exceeded", text);
  }

  /**
   * @param mebibytes the limit
   */
  public static BaseServerResponseException bodyTooLarge(int mebibytes) {
    String text = "A resource may be at most " + mebibytes + " MiB of JSON";
    return new UnclassifiedServerFailureException(
        PAYLOAD_TOO_LARGE, text, outcome(IssueType.TOOLONG, "body-too-large", text));
  }

  /** A change that needs the readable content, which the server does not have. */
  public static BaseServerResponseException needsGateway() {
    String text =
        "This resource is stored encrypted, so the server cannot patch it. Read it, open it, apply"
            + " the patch, and PUT the result with If-Match.";
    return new MethodNotAllowedException(
        text,
        outcome(IssueType.NOTSUPPORTED, "needs-gateway", text),
        RequestTypeEnum.GET,
        RequestTypeEnum.PUT,
        RequestTypeEnum.DELETE);
  }

  /** 400 for what a server without plaintext does not offer. */
  public static BaseServerResponseException notSupported(String text) {
    return invalid(IssueType.NOTSUPPORTED, "not-supported", text);
  }

  /** 401: nobody is known to ask. */
  public static BaseServerResponseException unauthenticated() {
    String text = "The request is not authenticated";
    AuthenticationException refusal =
        new AuthenticationException(text).addAuthenticateHeaderForRealm("fhir-pre");
    refusal.setOperationOutcome(outcome(IssueType.LOGIN, "reader-unknown", text));
    return refusal;
  }

  public static BaseServerResponseException forbidden(String code, String text) {
    return new ForbiddenOperationException(text, outcome(IssueType.FORBIDDEN, code, text));
  }

  /** 403 before anything is looked up. */
  public static BaseServerResponseException purposeRequired() {
    String text = "The request needs a purpose of use that its token carries";
    return new ForbiddenOperationException(
        text, outcome(IssueType.SECURITY, "purpose-required", text));
  }

  public static BaseServerResponseException conflict(String code, String text) {
    return new ResourceVersionConflictException(text, outcome(IssueType.CONFLICT, code, text));
  }

  /** 400 for what does not parse. */
  public static BaseServerResponseException badRequest(String code, String text) {
    return invalid(IssueType.STRUCTURE, code, text);
  }

  public static BaseServerResponseException invalid(IssueType type, String code, String text) {
    return new InvalidRequestException(text, outcome(type, code, text));
  }

  public static BaseServerResponseException unprocessable(
      IssueType type, String code, String text) {
    return new UnprocessableEntityException(text, outcome(type, code, text));
  }

  public static BaseServerResponseException internal(String code, String text) {
    return new InternalErrorException(text, outcome(IssueType.EXCEPTION, code, text));
  }

  /** One issue of severity error. */
  public static OperationOutcome outcome(IssueType type, String code, String text) {
    return outcome(type, new Coding().setSystem(SYSTEM).setCode(code), text);
  }

  /** One issue of severity error, with a code of a catalogue of its own. */
  public static OperationOutcome outcome(IssueType type, Coding code, String text) {
    OperationOutcome outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(IssueSeverity.ERROR)
        .setCode(type)
        .setDetails(new CodeableConcept().addCoding(code).setText(text));
    return outcome;
  }

  /** Whether every issue carries a code of ours, so that its text is known to be harmless. */
  public static boolean isOurs(@Nullable IBaseOperationOutcome outcome) {
    return outcome instanceof OperationOutcome known
        && known.hasIssue()
        && known.getIssue().stream().allMatch(FhirErrors::isOurs);
  }

  private static boolean isOurs(OperationOutcomeIssueComponent issue) {
    String system = issue.getDetails().getCodingFirstRep().getSystem();
    return system != null && system.startsWith(OUR_SYSTEMS);
  }
}
