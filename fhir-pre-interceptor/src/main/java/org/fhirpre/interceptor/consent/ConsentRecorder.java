// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fhirpre.consent.ConsentMapper;
import org.fhirpre.consent.Directory;
import org.fhirpre.consent.Finding;
import org.fhirpre.consent.FindingCode;
import org.fhirpre.consent.MappingOutcome;
import org.fhirpre.consent.NormalConsent;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.fhirpre.interceptor.jdbc.EnforcementState;
import org.fhirpre.interceptor.jdbc.PatientStore;
import org.fhirpre.interceptor.jdbc.RepresentativeStore;
import org.fhirpre.interceptor.keys.Representation;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Reference;

/**
 * Puts a Consent in force, or out of it, in the transaction that stores it: what it denies holds,
 * and what it no longer permits is gone, when that transaction commits.
 */
public final class ConsentRecorder {
  private static final int MAX_ACTIVE = 200;

  private final ConsentMapper mapper;
  private final Directory directory;
  private final Tables tables;
  private final Representation representation;
  private final GrantUpkeep upkeep;
  private final AuditTrail audit;
  private final Clock clock;

  /** What it writes, and what it locks with. */
  public record Tables(
      PatientStore patients, ConsentStore consents, RepresentativeStore representatives) {}

  public ConsentRecorder(
      ConsentMapper mapper,
      Directory directory,
      Tables tables,
      Representation representation,
      GrantUpkeep upkeep,
      AuditTrail audit,
      Clock clock) {
    this.mapper = mapper;
    this.directory = directory;
    this.tables = tables;
    this.representation = representation;
    this.upkeep = upkeep;
    this.audit = audit;
    this.clock = clock;
  }

  /** How to treat a Consent that cannot be enforced. */
  enum Handling {
    /** Refuse it. */
    STRICT,
    /** Store it; nothing opens, and if it forbids, the record is closed. */
    LENIENT
  }

  /**
   * Who asks.
   *
   * @param reader empty for the server itself
   */
  record Writer(Optional<Reader> reader, Handling handling) {}

  /**
   * @param findings of the mapping
   * @param due patients with missing grants
   */
  record Recorded(List<Finding> findings, List<String> due) {}

  /** Records a new version. Throws the refusal that is to be answered; the caller rolls back. */
  Recorded record(Consent consent, Writer writer) {
    Instant now = clock.instant();
    String id = consent.getIdElement().getIdPart();
    Optional<ConsentRow> before = tables.consents().find(id);
    Optional<String> patientId = patientId(consent);
    Set<String> patients = new TreeSet<>();
    patientId.ifPresent(patients::add);
    before.flatMap(ConsentRow::patientId).ifPresent(patients::add);
    authorise(writer, patients);
    if (consent.getStatus() == Consent.ConsentState.ACTIVE) {
      authorisePerformers(consent, writer, patientId);
    }
    patients.forEach(tables.patients()::lock);
    Draft draft = draft(mapper.map(consent, directory, now), writer, before, now);
    tables.consents().put(draft.row(id, version(consent), patientId, now));
    limit(patientId);
    List<String> due = keep(patients, now);
    if (before.filter(row -> row.state().active()).isPresent() && !draft.state().active()) {
      revoked(writer, id);
    }
    return new Recorded(draft.findings(), due);
  }

  /** Takes a deleted Consent out of force. */
  Recorded forget(String id, Writer writer) {
    Instant now = clock.instant();
    Optional<ConsentRow> before = tables.consents().find(id);
    Set<String> patients = new TreeSet<>(before.flatMap(ConsentRow::patientId).stream().toList());
    authorise(writer, patients);
    patients.forEach(tables.patients()::lock);
    boolean active = before.filter(row -> row.state().active()).isPresent();
    boolean rejected = before.filter(row -> row.state() == EnforcementState.REJECTED).isPresent();
    if (active || rejected) {
      tables.consents().setState(id, EnforcementState.REVOKED, now);
      revoked(writer, id);
    }
    return new Recorded(List.of(), keep(patients, now));
  }

  /** Takes all Consents of a deleted patient out of force, and with them every grant. */
  void forgetPatient(String patientId, Writer writer) {
    Instant now = clock.instant();
    tables.patients().lock(patientId);
    for (ConsentRow row : tables.consents().deciding(List.of(patientId))) {
      tables.consents().setState(row.id(), EnforcementState.REVOKED, now);
      revoked(writer, row.id());
    }
    keep(Set.of(patientId), now);
    tables.representatives().removeAll("Patient/" + patientId);
  }

  /** A deleted RelatedPerson speaks for nobody. */
  void forgetRepresentative(String id) {
    tables.representatives().removeAll("RelatedPerson/" + id);
  }

  private List<String> keep(Set<String> patients, Instant now) {
    return patients.stream()
        .filter(patient -> !upkeep.keep(patient, GrantUpkeep.Answer.NONE, now).isEmpty())
        .toList();
  }

  private Optional<String> patientId(Consent consent) {
    return directory
        .resolvePatient(consent.getPatient())
        .map(literal -> literal.substring("Patient/".length()));
  }

  private void authorise(Writer writer, Set<String> patients) {
    if (writer.reader().isEmpty()) {
      return;
    }
    Reader reader = writer.reader().get();
    boolean own =
        !patients.isEmpty()
            && patients.stream().allMatch(id -> representation.speaksFor(reader, id));
    if (!own && !reader.has(Reader.CONSENT_RECORDER)) {
      throw FindingOutcomes.notAuthorised();
    }
  }

  /**
   * Whoever is said to give a Consent must be somebody who may, and a representative gives it in
   * her own name. A Consent that is taken back is not asked who gave it.
   */
  private void authorisePerformers(Consent consent, Writer writer, Optional<String> patientId) {
    if (patientId.isEmpty() || !consent.hasPerformer()) {
      return;
    }
    Set<String> performers = new TreeSet<>();
    for (Reference performer : consent.getPerformer()) {
      performers.add(
          directory
              .resolve(performer)
              .filter(subject -> representation.speaksFor(subject, patientId.get()))
              .orElseThrow(FindingOutcomes::notAuthorised));
    }
    boolean another =
        writer
            .reader()
            .filter(reader -> !reader.has(Reader.CONSENT_RECORDER))
            .map(Reader::subject)
            .filter(subject -> !subject.startsWith("Patient/"))
            .filter(subject -> !performers.contains(subject))
            .isPresent();
    if (another) {
      throw FindingOutcomes.notAuthorised();
    }
  }

  private void limit(Optional<String> patientId) {
    long active =
        patientId.stream()
            .flatMap(id -> tables.consents().ofPatient(id).stream())
            .filter(row -> row.state().active())
            .count();
    if (active > MAX_ACTIVE) {
      throw FindingOutcomes.refused(
          List.of(Finding.of(FindingCode.LIMIT_EXCEEDED, "Consent.patient")));
    }
  }

  private void revoked(Writer writer, String id) {
    audit.record(
        new AuditTrail.Entry(
            AuditTrail.Kind.REVOCATION, writer.reader(), "revoke", List.of("Consent/" + id)));
  }

  /** What is to be stored about one version. */
  private record Draft(
      EnforcementState state,
      Optional<NormalConsent> normal,
      List<Finding> findings,
      boolean forbids) {

    ConsentRow row(String id, String version, Optional<String> patientId, Instant now) {
      return new ConsentRow(
          id,
          version,
          patientId,
          state,
          now,
          normal.map(consent -> consent.validity().end()).filter(end -> !end.equals(Instant.MAX)),
          forbids,
          ConsentRow.Body.of(ConsentCodec.write(new ConsentCodec.Body(normal, findings))));
    }
  }

  private Draft draft(
      MappingOutcome outcome, Writer writer, Optional<ConsentRow> before, Instant now) {
    return switch (outcome.kind()) {
      case ENFORCEABLE -> enforceable((MappingOutcome.Enforceable) outcome, writer, now);
      case INERT -> inert((MappingOutcome.Inert) outcome, before);
      case REJECTED -> rejected((MappingOutcome.Rejected) outcome, writer);
    };
  }

  private Draft enforceable(MappingOutcome.Enforceable outcome, Writer writer, Instant now) {
    NormalConsent normal = outcome.consent();
    String patientId = normal.patient().substring("Patient/".length());
    List<Finding> findings = new ArrayList<>(outcome.findings());
    findings.addAll(upkeep.planOf(patientId, normal, now).findings());
    if (writer.handling() == Handling.STRICT && findings.stream().anyMatch(Finding::error)) {
      throw FindingOutcomes.refused(findings);
    }
    return new Draft(
        EnforcementState.PENDING,
        Optional.of(normal),
        findings.stream().map(Finding::asWarning).toList(),
        false);
  }

  private static Draft inert(MappingOutcome.Inert outcome, Optional<ConsentRow> before) {
    boolean wasInForce = before.filter(row -> row.state() != EnforcementState.NONE).isPresent();
    EnforcementState state =
        outcome.reason() == MappingOutcome.Inert.Reason.PERIOD_ENDED
            ? EnforcementState.EXPIRED
            : wasInForce ? EnforcementState.REVOKED : EnforcementState.NONE;
    return new Draft(state, Optional.empty(), outcome.findings(), false);
  }

  private static Draft rejected(MappingOutcome.Rejected outcome, Writer writer) {
    if (writer.handling() == Handling.STRICT) {
      throw FindingOutcomes.refused(outcome.findings());
    }
    List<Finding> findings =
        new ArrayList<>(outcome.findings().stream().map(Finding::asWarning).toList());
    findings.add(Finding.of(FindingCode.STORED_UNENFORCED, "Consent"));
    return new Draft(EnforcementState.REJECTED, Optional.empty(), findings, outcome.forbids());
  }

  private static String version(Consent consent) {
    return Optional.ofNullable(consent.getMeta().getVersionId())
        .or(() -> Optional.ofNullable(consent.getIdElement().getVersionIdPart()))
        .orElseThrow(() -> new IllegalStateException("a Consent without a version"));
  }
}
