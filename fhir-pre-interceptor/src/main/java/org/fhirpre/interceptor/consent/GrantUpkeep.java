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
import org.fhirpre.consent.Directory;
import org.fhirpre.consent.Enforcement;
import org.fhirpre.consent.Finding;
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
import org.fhirpre.interceptor.jdbc.Outbox;
import org.fhirpre.interceptor.jdbc.PatientStore;
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
  private final KeyDirectory keys;
  private final Directory directory;
  private final ActiveConsents active;

  /** The tables that it keeps in step. */
  public record Tables(
      PatientStore patients, ConsentStore consents, GrantStore grants, Outbox outbox) {}

  public GrantUpkeep(Tables tables, KeyDirectory keys, Directory directory, ActiveConsents active) {
    this.patients = tables.patients();
    this.consents = tables.consents();
    this.grants = tables.grants();
    this.outbox = tables.outbox();
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
   * What a patient's Consents call for and what is there.
   *
   * @param plan entries keep their introducing versions
   * @param stored ids of grants that are stored, planned or not
   * @param keyless logical ids of Consents with a grantee who has no key yet
   */
  record Books(List<ConsentRow> consents, GrantPlan plan, Set<String> stored, Set<String> keyless) {

    long planned(ConsentRow consent) {
      return entries(consent).size();
    }

    long live(ConsentRow consent) {
      return entries(consent).stream().filter(entry -> stored.contains(entry.id())).count();
    }

    boolean waitsForKey(ConsentRow consent) {
      return keyless.contains(consent.id());
    }

    /** A grantee without a key counts as one grant that is missing. */
    EnforcementState state(ConsentRow consent) {
      long waiting = waitsForKey(consent) ? 1 : 0;
      return EnforcementState.of(live(consent), planned(consent) + waiting);
    }

    Books with(Set<String> nowStored) {
      return new Books(consents, plan, nowStored, keyless);
    }

    List<PlanEntry> missing() {
      return plan.entries().stream().filter(entry -> !stored.contains(entry.id())).toList();
    }

    private List<PlanEntry> entries(ConsentRow consent) {
      return plan.entries().stream()
          .filter(entry -> entry.consent().id().equals("Consent/" + consent.id()))
          .toList();
    }
  }

  /**
   * Deletes what is no longer called for, adds what was made and is, sets states and outbox.
   *
   * @return entries that are still missing
   */
  List<PlanEntry> keep(String patientId, List<Made> made, Instant now) {
    patients.lock(patientId);
    expire(patientId, now);
    Books before = books(patientId, now);
    Set<String> planned =
        before.plan().entries().stream().map(PlanEntry::id).collect(Collectors.toSet());
    grants.delete(before.stored().stream().filter(id -> !planned.contains(id)).toList());
    Set<String> stored = new HashSet<>(before.stored());
    stored.retainAll(planned);
    for (Made grant : made) {
      if (planned.contains(grant.entry().id())) {
        grants.put(stored(patientId, grant.entry()), grant.edge());
        stored.add(grant.entry().id());
      }
    }
    Books after = before.with(stored);
    after.consents().forEach(row -> consents.setState(row.id(), after.state(row), now));
    return recordMissing(patientId, after.missing(), now);
  }

  private List<PlanEntry> recordMissing(String patientId, List<PlanEntry> missing, Instant now) {
    if (missing.isEmpty()) {
      outbox.remove(patientId);
    } else if (outbox.attempts(patientId).isEmpty()) {
      outbox.enqueue(patientId, now);
    }
    return missing;
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
    List<ConsentRow> rows =
        consents.deciding(List.of(patientId)).stream().filter(row -> row.state().active()).toList();
    List<NormalConsent> normal = rows.stream().map(active::normal).toList();
    List<Segment> segments = keys.segments(patientId);
    List<Grant> stored = grants.ofPatient(patientId);
    GrantPlan plan =
        plan(patientId, normal, segments, now).keeping(known(patientId, stored, segments));
    return new Books(
        rows,
        plan,
        stored.stream().map(Grant::entry).collect(Collectors.toSet()),
        keyless(patientId, normal, now));
  }

  private Set<String> keyless(String patientId, List<NormalConsent> normal, Instant now) {
    return normal.stream()
        .filter(
            consent ->
                plan(patientId, List.of(consent), List.of(), now).findings().stream()
                    .anyMatch(Finding::error))
        .map(consent -> consent.consent().id().substring("Consent/".length()))
        .collect(Collectors.toSet());
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
