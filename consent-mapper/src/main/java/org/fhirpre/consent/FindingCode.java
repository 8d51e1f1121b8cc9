// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.fhirpre.terminology.Vocabulary;

/**
 * Findings about a Consent or a write. HTTP status, severity, issue type and text come from the
 * outcome catalogue, which the FHIR package publishes.
 */
public enum FindingCode {
  MISSING_PATIENT,
  UNRESOLVABLE_PATIENT,
  PATIENT_NOT_ENROLLED,
  MISSING_SCOPE,
  MISSING_TYPE,
  UNKNOWN_POLICY_RULE,
  CONSENT_AMBIGUOUS,
  TOO_DEEP,
  UNKNOWN_EXTENSION_ON_PERMIT,
  UNKNOWN_MODIFIER,
  UNSUPPORTED_LABEL,
  UNSUPPORTED_CLASS,
  UNSUPPORTED_CODE,
  UNSUPPORTED_PURPOSE,
  UNSUPPORTED_ACTION,
  UNSUPPORTED_ROLE,
  UNRESOLVABLE_ACTOR,
  UNRESOLVABLE_DATA,
  NO_KEY,
  ACTOR_REQUIRED,
  PERFORMER_NOT_AUTHORISED,
  LIMIT_EXCEEDED,
  PLAN_STALE,
  GRANT_SIGNATURE_INVALID,
  WRITE_DENIED,
  LABEL_LOWERED,
  NEEDS_GATEWAY,
  PURPOSE_REQUIRED,
  ACCESS_DENIED_OR_ABSENT,
  CONTRADICTORY_LABELS,
  UNCODED,
  NARROWED,
  POLICY_ONLY,
  EXACT_PURPOSE,
  UNKNOWN_CATEGORY,
  EXTENSION_IGNORED,
  PERIOD_IN_PAST,
  SCOPE_NOT_ENFORCED,
  OTHER_CUSTODIAN,
  GRANTS_PENDING,
  MEMBERSHIP_FROZEN,
  NO_EMERGENCY_KEY,
  STORED_UNENFORCED;

  /** Canonical URL of the code system of the catalogue. */
  public static final String SYSTEM = "https://fhirpre.org/fhir/CodeSystem/consent-mapping-outcome";

  private final int http;
  private final Severity severity;
  private final String issueType;
  private final String text;

  FindingCode() {
    Vocabulary.Outcome row = Vocabulary.outcome(code());
    this.http = row.http();
    this.severity = Severity.valueOf(row.severity().toUpperCase(Locale.ROOT));
    this.issueType = row.type();
    this.text = row.text();
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
