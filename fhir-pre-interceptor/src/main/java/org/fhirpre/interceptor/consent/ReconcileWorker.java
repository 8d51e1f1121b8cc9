// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.fhirpre.interceptor.jdbc.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes in the background what requests left in the outbox, and takes away the grants of
 * Consents whose period has ended. One thread a node; nodes do not disturb each other.
 */
public final class ReconcileWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReconcileWorker.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration SWEEP = Duration.ofMinutes(1);
  private static final int AT_ONCE = 50;

  private final Reconciler reconciler;
  private final Outbox outbox;
  private final ConsentStore consents;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "fhir-pre-grants");
            made.setDaemon(true);
            return made;
          });

  public ReconcileWorker(Reconciler reconciler, Outbox outbox, ConsentStore consents, Clock clock) {
    this.reconciler = reconciler;
    this.outbox = outbox;
    this.consents = consents;
    this.clock = clock;
  }

  public void start() {
    every(POLL, this::settleDue);
    every(SWEEP, this::sweepOverdue);
  }

  private void settleDue() {
    for (String patientId : outbox.due(clock.instant(), AT_ONCE)) {
      reconciler.settle(patientId, LIMIT);
    }
  }

  private void sweepOverdue() {
    consents.overduePatients(clock.instant()).forEach(reconciler::sweep);
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
