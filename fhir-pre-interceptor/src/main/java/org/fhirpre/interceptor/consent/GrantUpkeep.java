// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fhirpre.consent.Directory;
import org.fhirpre.consent.Enforcement;
import org.fhirpre.consent.Finding;
import org.fhirpre.consent.FindingCode;
import org.fhirpre.consent.GrantPlan;
import org.fhirpre.consent.GrantPlanner;
import org.fhirpre.consent.NormalConsent;
import org.fhirpre.consent.PlanEntry;
import org.fhirpre.consent.Segment;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.fhirpre.interceptor.jdbc.EnforcementState;
import org.fhirpre.interceptor.jdbc.EnrolledPatient;
import org.fhirpre.interceptor.jdbc.EnrolledPatient.AgentKind;
import org.fhirpre.interceptor.jdbc.Outbox;
import org.fhirpre.interceptor.jdbc.PatientStore;
import org.fhirpre.interceptor.jdbc.RefusalStore;
import org.fhirpre.interceptor.spi.GrantStore;
import org.fhirpre.interceptor.spi.GrantStore.Grant;
import org.fhirpre.interceptor.spi.KeyDirectory;

/**
 * Makes stored grants, enforcement states and the outbox agree with the patient's Consents, all in
 * the caller's transaction and under the patient's lock. It may run at any time and any number of
 * times.
 */
public final class GrantUpkeep {
  private final PatientStore patients;
  private final ConsentStore consents;
  private final GrantStore grants;
  private final Outbox outbox;
  private final RefusalStore refusals;
  private final KeyDirectory keys;
  private final Directory directory;
  private final ActiveConsents active;

  /** The tables that it keeps in step. */
  public record Tables(
      PatientStore patients,
      ConsentStore consents,
      GrantStore grants,
      Outbox outbox,
      RefusalStore refusals) {}

  public GrantUpkeep(Tables tables, KeyDirectory keys, Directory directory, ActiveConsents active) {
    this.patients = tables.patients();
    this.consents = tables.consents();
    this.grants = tables.grants();
    this.outbox = tables.outbox();
    this.refusals = tables.refusals();
    this.keys = keys;
    this.directory = directory;
    this.active = active;
  }

  /**
   * A grant that the agent made.
   *
   * @param edge verified against exactly this entry
   */
  record Made(PlanEntry entry, GrantEdge edge) {}

  /**
   * What an agent answered.
   *
   * @param refused ids of entries that the patient says no to
   */
  record Answer(List<Made> made, Set<String> refused) {
    static final Answer NONE = new Answer(List.of(), Set.of());

    static Answer of(List<Made> made) {
      return new Answer(made, Set.of());
    }
  }

  /**
   * Adds what was made and is called for, deletes what is no longer, sets states and outbox.
   *
   * @return entries that are still missing
   */
  List<PlanEntry> keep(String patientId, Answer answer, Instant now) {
    patients.lock(patientId);
    expire(patientId, now);
    Books before = books(patientId, now);
    Set<String> planned = before.plannedIds();
    List<Made> wanted =
        answer.made().stream().filter(made -> planned.contains(made.entry().id())).toList();
    wanted.forEach(made -> grants.put(stored(patientId, made.entry()), made.edge()));
    Set<String> refused = refused(patientId, before, answer);
    Books stocked =
        before.with(
            before.stock().with(wanted.stream().map(Made::entry).toList()).without(refused),
            refused);
    Set<String> surplus = stocked.surplus();
    Books after = stocked.with(stocked.stock().without(surplus), refused);
    Set<String> deleted = new HashSet<>(surplus);
    before.stock().ids().stream().filter(refused::contains).forEach(deleted::add);
    grants.delete(deleted);
    after.consents().forEach(row -> consents.setState(row.id(), after.state(row), now));
    return recordMissing(patientId, after.missing(), now);
  }

  /** The refusals that are in force from now on. */
  private Set<String> refused(String patientId, Books books, Answer answer) {
    Set<String> planned = books.plannedIds();
    Set<String> known = books.refused();
    Set<String> granted =
        answer.made().stream().map(made -> made.entry().id()).collect(Collectors.toSet());
    refusals.delete(
        known.stream().filter(id -> !planned.contains(id) || granted.contains(id)).toList());
    List<String> added =
        answer.refused().stream()
            .filter(id -> planned.contains(id) && !known.contains(id))
            .toList();
    refusals.add(patientId, added);
    return Stream.concat(known.stream(), added.stream())
        .filter(id -> planned.contains(id) && !granted.contains(id))
        .collect(Collectors.toSet());
  }

  /** A patient who holds her keys herself cannot be asked: her client asks what is missing. */
  private List<PlanEntry> recordMissing(String patientId, List<PlanEntry> missing, Instant now) {
    if (missing.isEmpty() || holdsKeysHerself(patientId)) {
      outbox.remove(patientId);
    } else if (outbox.attempts(patientId).isEmpty()) {
      outbox.enqueue(patientId, now);
    }
    return missing;
  }

  boolean holdsKeysHerself(String patientId) {
    return agent(patientId) == AgentKind.PATIENT_HELD;
  }

  AgentKind agent(String patientId) {
    return patients.find(patientId).map(EnrolledPatient::agent).orElse(AgentKind.MANAGED);
  }

  private void expire(String patientId, Instant now) {
    for (ConsentRow row : consents.deciding(List.of(patientId))) {
      if (row.state().active() && row.ends().filter(end -> !now.isBefore(end)).isPresent()) {
        consents.setState(row.id(), EnforcementState.EXPIRED, now);
      }
    }
  }

  /** A look, without any change. */
  Books books(String patientId, Instant now) {
    List<ConsentRow> rows = activeRows(patientId);
    List<NormalConsent> normal = rows.stream().map(active::normal).toList();
    List<Segment> segments = keys.segments(patientId);
    List<Grant> stored = grants.ofPatient(patientId);
    List<PlanEntry> known = known(patientId, stored, segments);
    GrantPlan together = plan(patientId, normal, segments, now);
    return new Books(
        rows,
        together.keeping(known, now),
        new Books.Stock(stored.stream().map(Grant::entry).collect(Collectors.toSet()), known),
        refusals.ofPatient(patientId),
        lacks(together, normal, segments, now),
        now);
  }

  /** What all Consents of a patient would call for if one of them were another. */
  GrantPlan planWith(String patientId, NormalConsent other, Instant now) {
    List<NormalConsent> all =
        new ArrayList<>(
            activeRows(patientId).stream()
                .map(active::normal)
                .filter(known -> !known.consent().id().equals(other.consent().id()))
                .toList());
    all.add(other);
    return plan(patientId, all, keys.segments(patientId), now);
  }

  private List<ConsentRow> activeRows(String patientId) {
    return consents.deciding(List.of(patientId)).stream()
        .filter(row -> row.state().active())
        .toList();
  }

  private Books.Lacks lacks(
      GrantPlan together, List<NormalConsent> normal, List<Segment> segments, Instant now) {
    Set<String> ways =
        together.entries().stream().map(PlanEntry::wayKey).collect(Collectors.toSet());
    Set<String> keyless = new HashSet<>();
    Map<String, List<PlanEntry>> superseded = new HashMap<>();
    for (NormalConsent consent : normal) {
      String id = consent.consent().id().substring("Consent/".length());
      GrantPlan alone =
          normal.size() == 1
              ? together
              : GrantPlanner.plan(together.patient(), List.of(consent), segments, directory, now);
      if (alone.findings().stream().anyMatch(GrantUpkeep::waitsForKey)) {
        keyless.add(id);
      }
      superseded.put(
          id, alone.entries().stream().filter(entry -> !ways.contains(entry.wayKey())).toList());
    }
    return new Books.Lacks(keyless, superseded);
  }

  // Too many grants are refused when a Consent is recorded; later segments do not take it back.
  private static boolean waitsForKey(Finding finding) {
    return finding.error() && finding.code() != FindingCode.LIMIT_EXCEEDED;
  }

  /** What one Consent alone would call for. */
  GrantPlan planOf(String patientId, NormalConsent consent, Instant now) {
    return plan(patientId, List.of(consent), keys.segments(patientId), now);
  }

  private GrantPlan plan(
      String patientId, List<NormalConsent> normal, List<Segment> segments, Instant now) {
    return GrantPlanner.plan("Patient/" + patientId, normal, segments, directory, now);
  }

  private static List<PlanEntry> known(
      String patientId, List<Grant> stored, List<Segment> segments) {
    Map<SegmentId, Segment> byId = new HashMap<>();
    segments.forEach(segment -> byId.put(segment.id(), segment));
    List<PlanEntry> known = new ArrayList<>();
    for (Grant grant : stored) {
      Optional.ofNullable(byId.get(grant.segment()))
          .map(entry(patientId, grant))
          .ifPresent(known::add);
    }
    return known;
  }

  private static Function<Segment, PlanEntry> entry(String patientId, Grant grant) {
    return segment ->
        new PlanEntry(
            "Patient/" + patientId,
            grant.consent(),
            "",
            grant.granteeKey(),
            segment,
            grant.maxDepth(),
            grant.notBefore(),
            grant.notAfter(),
            Enforcement.CRYPTO);
  }

  private static Grant stored(String patientId, PlanEntry entry) {
    return new Grant(
        entry.id(),
        entry.consent(),
        patientId,
        entry.segment().id(),
        entry.granteeKey(),
        entry.maxDepth(),
        entry.notBefore(),
        entry.notAfter());
  }
}
