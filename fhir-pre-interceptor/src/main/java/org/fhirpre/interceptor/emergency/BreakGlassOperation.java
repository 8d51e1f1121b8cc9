// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.emergency;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.fhirpre.interceptor.consent.EmergencyProvision;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Vocabulary;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/**
 * {@code Patient/{id}/$break-glass}: a session of emergency access for somebody whom a Consent
 * names for its purpose and who holds a grant. It opens nothing by itself: Consents and grants
 * decide as always.
 */
public final class BreakGlassOperation {
  private static final int MIN_WORDS = 10;
  private static final int MAX_WORDS = 1_000;
  private static final int MAX_MINUTES = 240;
  private static final int DEFAULT_MINUTES = 60;

  private final EmergencyProvision provision;
  private final EmergencySessions sessions;
  private final PatientNotices notices;
  private final Readers readers;
  private final Ledger ledger;

  /** Where it is written down, and when. */
  public record Ledger(AuditTrail audit, Transactions transactions, Clock clock) {}

  public BreakGlassOperation(
      EmergencyProvision provision,
      EmergencySessions sessions,
      PatientNotices notices,
      Readers readers,
      Ledger ledger) {
    this.provision = provision;
    this.sessions = sessions;
    this.notices = notices;
    this.readers = readers;
    this.ledger = ledger;
  }

  /** Without provision the uniform 404, as if there were no such patient; each try is audited. */
  @Operation(name = "$break-glass", typeName = "Patient")
  public Parameters breakGlass(
      @IdParam IdType id,
      @OperationParam(name = "purpose", min = 1) @Nullable Coding purpose,
      @OperationParam(name = "reason", min = 1) @Nullable CodeableConcept reason,
      @OperationParam(name = "justification", min = 1) @Nullable StringType justification,
      @OperationParam(name = "minutes") @Nullable IntegerType minutes,
      RequestDetails request) {
    Reader reader = readers.require(request);
    EmergencySession session =
        new EmergencySession(
            reader.subject(),
            reader.circumstances().client(),
            "Patient/" + id.getIdPart(),
            known(purpose, "emergency-purposes"),
            known(reason == null ? null : reason.getCodingFirstRep(), "emergency-reasons"),
            words(justification),
            ledger.clock().millis());
    Duration lasting = lasting(minutes);
    if (!provision.holds(reader, id.getIdPart(), session.purpose(), ledger.clock().instant())) {
      ledger.audit().record(entry(AuditTrail.Kind.EMERGENCY_REFUSED, reader, session));
      throw FhirErrors.absentOrDenied();
    }
    Noted noted =
        ledger
            .transactions()
            .run(
                () ->
                    new Noted(
                        ledger
                            .audit()
                            .recordNamed(entry(AuditTrail.Kind.EMERGENCY, reader, session)),
                        sessions.open(session, lasting)));
    notices.tell(noted.opened().row());
    return answer(noted);
  }

  /** A session and the event that tells of it. */
  private record Noted(Optional<String> event, EmergencySessions.Opened opened) {}

  private static Parameters answer(Noted noted) {
    Parameters answer = new Parameters();
    answer.addParameter("session", new StringType(noted.opened().secret()));
    Date end = Date.from(noted.opened().row().expires());
    answer.addParameter("expiresAt", new InstantType(end));
    noted.event().ifPresent(event -> answer.addParameter("audit", new Reference(event)));
    return answer;
  }

  private static AuditTrail.Entry entry(
      AuditTrail.Kind kind, Reader reader, EmergencySession session) {
    return new AuditTrail.Entry(
        kind,
        Optional.of(reader),
        "$break-glass",
        List.of(session.patient()),
        Optional.of(
            new AuditTrail.Why(
                List.of(session.purpose(), session.reason()), session.justification())));
  }

  private static Label known(@Nullable Coding coding, String set) {
    if (coding != null && coding.hasSystem() && coding.hasCode()) {
      Label label = new Label(coding.getSystem(), coding.getCode());
      if (Vocabulary.set(set).contains(label)) {
        return label;
      }
    }
    throw malformed("purpose and reason are codes of " + set);
  }

  private static String words(@Nullable StringType justification) {
    String words =
        justification == null || justification.getValue() == null
            ? ""
            : justification.getValue().strip();
    if (words.length() < MIN_WORDS || words.length() > MAX_WORDS) {
      throw malformed("justification has 10 to 1000 characters");
    }
    return words;
  }

  private static Duration lasting(@Nullable IntegerType minutes) {
    int stated =
        minutes == null || minutes.getValue() == null ? DEFAULT_MINUTES : minutes.getValue();
    if (stated < 1 || stated > MAX_MINUTES) {
      throw malformed("minutes are 1 to 240");
    }
    return Duration.ofMinutes(stated);
  }

  private static RuntimeException malformed(String text) {
    return FhirErrors.badRequest("malformed-encoding", text);
  }
}
