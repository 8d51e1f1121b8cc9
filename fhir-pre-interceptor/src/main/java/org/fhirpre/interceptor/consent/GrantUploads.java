// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.consent.FindingCode;
import org.fhirpre.consent.PlanEntry;
import org.fhirpre.crypto.Digest;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.GrantSignature;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.EnrolledPatient;
import org.fhirpre.interceptor.jdbc.HeldKeys;
import org.fhirpre.interceptor.keys.KeyStores;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * Takes what the client of a patient who holds her keys herself made for one Consent: all of it or
 * nothing, and only as the answer to the plan of now.
 *
 * <p>Thread safety: called concurrently.
 */
public final class GrantUploads {
  private final KeyStores stores;
  private final GrantUpkeep upkeep;
  private final ConsentPlans plans;
  private final AuditTrail audit;
  private final Clock clock;

  public GrantUploads(
      KeyStores stores, GrantUpkeep upkeep, ConsentPlans plans, AuditTrail audit, Clock clock) {
    this.clock = clock;
    this.stores = stores;
    this.upkeep = upkeep;
    this.plans = plans;
    this.audit = audit;
  }

  /** One entry's fragments and the patient's signature about them. */
  record Uploaded(String entry, List<GrantEdge> fragments, GrantSignature signature) {}

  /**
   * An answer to a plan.
   *
   * @param refused the patient's reasons by entry; empty where she gave none
   */
  record Upload(String planId, Digest digest, List<Uploaded> grants, Map<String, String> refused) {}

  /**
   * Stores an upload, or throws the refusal and stores nothing.
   *
   * @param reader the patient, which the caller has checked
   */
  Books take(ConsentRow asked, String patientId, Upload upload, Reader reader) {
    Instant now = clock.instant();
    return stores
        .transactions()
        .run(
            () -> {
              stores.patients().lock(patientId);
              ConsentRow row =
                  stores.consents().find(asked.id()).orElseThrow(FhirErrors::absentOrDenied);
              ConsentPlan plan = plans.of(row, patientId, now);
              boolean current =
                  row.state().active()
                      && plan.planId().equals(upload.planId())
                      && plan.digest().equals(upload.digest());
              if (!current) {
                throw stale();
              }
              GrantUpkeep.Answer answer = checked(plan, upload, signer(patientId));
              Set<String> before = upkeep.books(patientId, now).refused();
              upkeep.keep(patientId, answer, now);
              note(patientId, plan, answer, reader);
              GrantAudit.refused(plan, added(upload.refused(), before), reader)
                  .forEach(audit::record);
              return upkeep.books(patientId, now);
            });
  }

  /** Whose keys an upload is verified with. */
  private record Signer(EnrolledPatient patient, HeldKeys held) {}

  private Signer signer(String patientId) {
    Optional<EnrolledPatient> patient = stores.patients().find(patientId);
    Optional<HeldKeys> held = stores.held().find(patientId);
    if (patient.isEmpty() || held.isEmpty()) {
      throw FhirErrors.unprocessable(
          IssueType.NOTSUPPORTED, "not-supported", "The patient's key agent is managed");
    }
    return new Signer(patient.get(), held.get());
  }

  private static GrantUpkeep.Answer checked(ConsentPlan plan, Upload upload, Signer signer) {
    Map<String, PlanEntry> entries = new HashMap<>();
    plan.entries().forEach(entry -> entries.put(entry.id(), entry));
    Set<String> answered = new HashSet<>();
    List<GrantUpkeep.Made> made = new ArrayList<>();
    for (Uploaded grant : upload.grants()) {
      PlanEntry entry = entries.get(grant.entry());
      if (entry == null || !answered.add(grant.entry())) {
        throw invalid();
      }
      made.add(verified(plan, entry, grant, signer));
    }
    boolean refusalsFit =
        upload.refused().keySet().stream()
            .allMatch(id -> entries.containsKey(id) && answered.add(id));
    if (!refusalsFit) {
      throw invalid();
    }
    return new GrantUpkeep.Answer(made, upload.refused().keySet());
  }

  /** One proxy, so one fragment. */
  private static GrantUpkeep.Made verified(
      ConsentPlan plan, PlanEntry entry, Uploaded grant, Signer signer) {
    try {
      GrantSignature.Statement statement =
          new GrantSignature.Statement(plan.digest(), entry.context(), grant.fragments());
      grant.signature().verify(signer.held().grantKey(), statement);
      if (grant.fragments().size() != 1) {
        throw invalid();
      }
      return GrantVerification.verified(
          entry, grant.fragments().get(0), signer.patient().kfragKey());
    } catch (PreException refused) {
      throw invalid();
    }
  }

  /** Only what was not there before: the same upload again changes nothing. */
  private void note(String patientId, ConsentPlan plan, GrantUpkeep.Answer answer, Reader reader) {
    List<GrantUpkeep.Made> added =
        answer.made().stream().filter(made -> !plan.isLive(made.entry())).toList();
    if (!added.isEmpty()) {
      audit.record(GrantAudit.granted(patientId, added, Optional.of(reader)));
    }
  }

  private static Map<String, String> added(Map<String, String> refused, Set<String> before) {
    Map<String, String> added = new HashMap<>(refused);
    added.keySet().removeAll(before);
    return added;
  }

  private static RuntimeException stale() {
    return FhirErrors.conflict(
        FindingCode.PLAN_STALE.code(),
        "The Consent, a key or the segments have changed since the plan was made; nothing was"
            + " stored. Read the plan again");
  }

  private static RuntimeException invalid() {
    return FhirErrors.unprocessable(
        IssueType.SECURITY,
        FindingCode.GRANT_SIGNATURE_INVALID.code(),
        "A grant does not verify or answers no entry of the plan; nothing was stored");
  }
}
