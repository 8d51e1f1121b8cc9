// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.fhirpre.interceptor.jdbc.Outbox;
import org.fhirpre.interceptor.jdbc.SubjectKeyStore;
import org.fhirpre.interceptor.spi.GrantStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes in the background what requests left in the outbox, takes away the grants of Consents
 * whose period has ended, and renews grants. One thread a node; nodes do not disturb each other.
 */
public final class ReconcileWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReconcileWorker.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration SWEEP = Duration.ofMinutes(1);
  private static final Duration STRAYS = Duration.ofSeconds(15);
  private static final Duration RENEWAL = Duration.ofHours(1);
  private static final int AT_ONCE = 50;

  private final Reconciler reconciler;
  private final Outbox outbox;
  private final ConsentStore consents;
  private final GrantStore grants;
  private final SubjectKeyStore keys;
  private final Clock clock;
  private long registered = -1;
  private boolean again;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "fhir-pre-grants");
            made.setDaemon(true);
            return made;
          });

  public ReconcileWorker(
      Reconciler reconciler, GrantUpkeep.Tables tables, SubjectKeyStore keys, Clock clock) {
    this.reconciler = reconciler;
    this.keys = keys;
    this.outbox = tables.outbox();
    this.consents = tables.consents();
    this.grants = tables.grants();
    this.clock = clock;
  }

  public void start() {
    every(POLL, this::settleDue);
    every(STRAYS, this::settleStrays);
    every(SWEEP, this::sweepOverdue);
    every(RENEWAL, this::renew);
  }

  private void settleDue() {
    outbox.due(clock.instant(), AT_ONCE).forEach(this::settle);
  }

  /**
   * Patients whose grants a change of a key has missed: of two transactions at the same time, one
   * that registers a key and one that grants to its subject, neither sees the other. Who waits for
   * a key is asked in the two runs after a registration, because in the first the Consent may not
   * be stored yet. Registrations are counted: the time of one is its client's.
   */
  void settleStrays() {
    Set<String> strays = new TreeSet<>(grants.patientsGrantingRetiredKeys());
    long now = keys.count();
    boolean added = now != registered;
    if (added || again) {
      strays.addAll(consents.unfinishedPatients());
    }
    again = added;
    registered = now;
    strays.forEach(this::settle);
  }

  /** One patient's failure is not another's. */
  private void settle(String patientId) {
    survive(() -> reconciler.settle(patientId, LIMIT));
  }

  private void sweepOverdue() {
    consents.overduePatients(clock.instant()).forEach(reconciler::sweep);
  }

  /** Grants that reach no further than this epoch are renewed, where their Consents go on. */
  private void renew() {
    Instant endOfEpoch =
        clock
            .instant()
            .atZone(ZoneOffset.UTC)
            .truncatedTo(ChronoUnit.DAYS)
            .withDayOfYear(1)
            .plusYears(1)
            .toInstant();
    grants.patientsWithGrantsEndingBy(endOfEpoch).forEach(this::settle);
  }

  private void every(Duration pause, Runnable work) {
    Runnable guarded = () -> survive(work);
    var unused =
        thread.scheduleWithFixedDelay(
            guarded, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The edge of this thread: a failure must not end it, the next run tries again. */
  private static void survive(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failed) {
      log.error("background work on grants failed kind={}", failed.getClass().getSimpleName());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
