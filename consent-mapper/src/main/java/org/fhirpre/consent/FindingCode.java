// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The outcome catalogue: code, HTTP status, severity, issue type and text. Texts never quote
 * labels, codes or names of the record.
 */
public enum FindingCode {
  MISSING_PATIENT(422, Severity.ERROR, "required", "The Consent names no patient."),
  UNRESOLVABLE_PATIENT(
      422, Severity.ERROR, "not-found", "The patient is not found, not unique or not enrolled."),
  PATIENT_NOT_ENROLLED(
      422, Severity.ERROR, "business-rule", "A patient whom the resource names has no key agent."),
  MISSING_SCOPE(422, Severity.ERROR, "required", "The Consent has no scope code."),
  MISSING_TYPE(422, Severity.ERROR, "required", "A nested provision needs a type."),
  UNKNOWN_POLICY_RULE(
      422,
      Severity.ERROR,
      "code-invalid",
      "Without OPTIN or OPTOUT in policyRule the root provision needs a type."),
  CONSENT_AMBIGUOUS(
      422,
      Severity.ERROR,
      "business-rule",
      "The Consent can be read in two ways that differ in who sees what."),
  TOO_DEEP(422, Severity.ERROR, "too-long", "Provisions are nested more than four levels deep."),
  UNKNOWN_EXTENSION_ON_PERMIT(
      422,
      Severity.ERROR,
      "extension",
      "A permit has, or inherits, an extension that is not understood."),
  UNKNOWN_MODIFIER(422, Severity.ERROR, "extension", "A modifier extension is not understood."),
  UNSUPPORTED_LABEL(
      422,
      Severity.ERROR,
      "not-supported",
      "A security label is not among those that can be enforced."),
  UNSUPPORTED_CLASS(422, Severity.ERROR, "not-supported", "A class is not a FHIR resource type."),
  UNSUPPORTED_CODE(422, Severity.ERROR, "not-supported", "A code needs system and code."),
  UNSUPPORTED_PURPOSE(
      422,
      Severity.ERROR,
      "not-supported",
      "A purpose needs the system and code of a code system."),
  UNSUPPORTED_ACTION(
      422,
      Severity.ERROR,
      "not-supported",
      "An action is not one of access, use, disclose, collect, correct."),
  UNSUPPORTED_ROLE(
      422,
      Severity.ERROR,
      "not-supported",
      "The role of an actor of a permit is not a recipient's."),
  UNRESOLVABLE_ACTOR(422, Severity.ERROR, "not-found", "An actor is not found or not unique."),
  UNRESOLVABLE_DATA(
      422,
      Severity.ERROR,
      "not-found",
      "A data rule names what is not found, or relates data in a way that cannot be followed."),
  NO_KEY(422, Severity.ERROR, "business-rule", "A grantee has no verified receiving key."),
  ACTOR_REQUIRED(
      422,
      Severity.ERROR,
      "required",
      "A permit without actor needs a community key, and there is none."),
  PERFORMER_NOT_AUTHORISED(
      403, Severity.ERROR, "forbidden", "The Consent was not given by somebody who may give it."),
  LIMIT_EXCEEDED(422, Severity.ERROR, "too-costly", "A limit of this server is exceeded."),
  PLAN_STALE(
      409, Severity.ERROR, "conflict", "The Consent or a key has changed since the plan was made."),
  GRANT_SIGNATURE_INVALID(422, Severity.ERROR, "security", "A grant does not verify."),
  WRITE_DENIED(403, Severity.ERROR, "forbidden", "The patient's Consent forbids this write."),
  LABEL_LOWERED(
      422, Severity.ERROR, "business-rule", "Lowering a label needs the label authority."),
  NEEDS_GATEWAY(
      405,
      Severity.ERROR,
      "not-supported",
      "A sealed resource cannot be patched here; use the client gateway."),
  PURPOSE_REQUIRED(403, Severity.ERROR, "security", "The request needs a purpose of use."),
  ACCESS_DENIED_OR_ABSENT(
      404, Severity.ERROR, "not-found", "The resource is not known or not accessible."),
  CONTRADICTORY_LABELS(
      201,
      Severity.WARNING,
      "business-rule",
      "The labels state more than one confidentiality; the highest counts."),
  UNCODED(
      201,
      Severity.INFORMATION,
      "informational",
      "Something in the resource has no code that can be judged; it is restricted until coded."),
  NARROWED(
      201,
      Severity.INFORMATION,
      "informational",
      "A conditioned permit under OPTIN is read as: only this."),
  POLICY_ONLY(
      201,
      Severity.INFORMATION,
      "informational",
      "This condition is enforced by policy, not by keys."),
  EXACT_PURPOSE(
      201,
      Severity.INFORMATION,
      "informational",
      "A purpose outside the known hierarchy matches exactly."),
  UNKNOWN_CATEGORY(
      201, Severity.INFORMATION, "informational", "A category is not known; it has no effect."),
  EXTENSION_IGNORED(
      201,
      Severity.INFORMATION,
      "informational",
      "An extension outside the provisions has no effect."),
  PERIOD_IN_PAST(
      201,
      Severity.WARNING,
      "informational",
      "The period of the Consent has ended, so it has no effect."),
  SCOPE_NOT_ENFORCED(
      201,
      Severity.INFORMATION,
      "informational",
      "Consents of this scope are stored and have no effect."),
  OTHER_CUSTODIAN(
      201,
      Severity.INFORMATION,
      "informational",
      "The Consent is about another institution and has no effect here."),
  GRANTS_PENDING(
      201, Severity.WARNING, "incomplete", "The patient's key agent has yet to make the grants."),
  MEMBERSHIP_FROZEN(
      201, Severity.WARNING, "informational", "A group was expanded to its members of now."),
  NO_EMERGENCY_KEY(
      201,
      Severity.WARNING,
      "informational",
      "Emergency access is named, but nobody named for it has a key."),
  STORED_UNENFORCED(
      201, Severity.WARNING, "business-rule", "The Consent is stored but refused by the mapper.");

  /** Canonical URL of the code system of the catalogue. */
  public static final String SYSTEM = "https://fhirpre.org/fhir/CodeSystem/consent-mapping-outcome";

  private final int http;
  private final Severity severity;
  private final String issueType;
  private final String text;

  FindingCode(int http, Severity severity, String issueType, String text) {
    this.http = http;
    this.severity = severity;
    this.issueType = issueType;
    this.text = text;
  }

  /** Codes of {@code http://hl7.org/fhir/issue-severity} that occur. */
  public enum Severity {
    ERROR,
    WARNING,
    INFORMATION;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Code of the catalogue, for example {@code missing-patient}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<FindingCode> ofCode(String code) {
    return Arrays.stream(values()).filter(finding -> finding.code().equals(code)).findFirst();
  }

  /** HTTP status; 201 stands for 201 on create and 200 on update. */
  public int http() {
    return http;
  }

  public Severity severity() {
    return severity;
  }

  /** Code of {@code http://hl7.org/fhir/issue-type}. */
  public String issueType() {
    return issueType;
  }

  public String text() {
    return text;
  }
}
