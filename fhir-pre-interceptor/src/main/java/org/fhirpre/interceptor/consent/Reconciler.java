// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fhirpre.consent.PlanEntry;
import org.fhirpre.crypto.KeyFragVerifyingKey;
import org.fhirpre.interceptor.jdbc.Outbox;
import org.fhirpre.interceptor.jdbc.PatientStore;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.fhirpre.interceptor.spi.AgentUnavailable;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets what is missing from the patient's agent. No transaction is open while the agent works; what
 * it made is checked against the plan of the moment when it is stored. Whoever is stopped in
 * between leaves the outbox row behind, and the next run finishes.
 *
 * <p>Thread safety: called concurrently, on several nodes.
 */
public final class Reconciler {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
  private static final int ENTRIES_A_CALL = 100;
  private static final int MAX_DOUBLINGS = 5;

  private final GrantUpkeep upkeep;
  private final AgentGrants agent;
  private final KeyDirectory keys;
  private final Tables tables;
  private final AuditTrail audit;
  private final Clock clock;

  /** What it locks and postpones with. */
  public record Tables(PatientStore patients, Outbox outbox, Transactions transactions) {}

  public Reconciler(
      GrantUpkeep upkeep,
      AgentGrants agent,
      KeyDirectory keys,
      Tables tables,
      AuditTrail audit,
      Clock clock) {
    this.upkeep = upkeep;
    this.agent = agent;
    this.keys = keys;
    this.tables = tables;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Brings one patient's grants up to date.
   *
   * @param limit of the whole; what is left then stays in the outbox
   * @return whether nothing is missing
   */
  public boolean settle(String patientId, Duration limit) {
    Instant deadline = clock.instant().plus(limit);
    List<PlanEntry> missing = keep(patientId, List.of());
    if (missing.isEmpty() || upkeep.holdsKeysHerself(patientId)) {
      return missing.isEmpty();
    }
    Optional<KeyFragVerifyingKey> kfragKey = keys.keyFragKey(patientId);
    try {
      while (!missing.isEmpty() && kfragKey.isPresent()) {
        List<PlanEntry> asked = missing.subList(0, Math.min(ENTRIES_A_CALL, missing.size()));
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.isNegative() || left.isZero()) {
          throw new AgentUnavailable("out of time");
        }
        List<GrantUpkeep.Made> made = agent.make(patientId, kfragKey.get(), asked, left);
        int before = missing.size();
        missing = keep(patientId, made);
        if (missing.size() >= before) {
          throw new AgentUnavailable("it did not make what was asked");
        }
      }
    } catch (AgentUnavailable absent) {
      log.warn("grants pending missing={} reason={}", missing.size(), absent.getMessage());
      postpone(patientId);
      return false;
    }
    return missing.isEmpty();
  }

  /** Takes away what has ended and sets states, without the agent. */
  public void sweep(String patientId) {
    keep(patientId, List.of());
  }

  private List<PlanEntry> keep(String patientId, List<GrantUpkeep.Made> made) {
    return tables
        .transactions()
        .run(
            () -> {
              List<PlanEntry> missing =
                  upkeep.keep(patientId, GrantUpkeep.Answer.of(made), clock.instant());
              if (!made.isEmpty()) {
                audit.record(GrantAudit.granted(patientId, made, Optional.empty()));
              }
              return missing;
            });
  }

  /** 1, 2, 4, … 32 seconds. */
  private void postpone(String patientId) {
    tables
        .transactions()
        .run(
            () -> {
              tables.patients().lock(patientId);
              int attempts = tables.outbox().attempts(patientId).orElse(0);
              Duration pause = Duration.ofSeconds(1L << Math.min(attempts, MAX_DOUBLINGS));
              tables.outbox().postpone(patientId, clock.instant().plus(pause));
            });
  }
}
