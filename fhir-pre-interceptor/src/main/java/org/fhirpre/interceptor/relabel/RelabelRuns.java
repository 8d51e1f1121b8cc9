// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.relabel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.RelabelState;
import org.fhirpre.interceptor.jdbc.RelabelStore;
import org.fhirpre.interceptor.jdbc.RelabelStore.Run;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.fhirpre.interceptor.jdbc.VersionRows;
import org.fhirpre.interceptor.jdbc.VersionRows.Span;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a run. Each may be repeated, by another node or after a crash: a part is planned
 * once, and raising what is raised changes nothing. Thread-safe.
 */
public final class RelabelRuns {
  private static final Logger log = LoggerFactory.getLogger(RelabelRuns.class);
  private static final int ROWS_A_PART = 1_000;

  private final RelabelStore store;
  private final VersionRows rows;
  private final RelabelPlanner planner;
  private final LabelRaiser raiser;
  private final Transactions transactions;
  private final Clock clock;

  /** What the steps read and write. */
  public record Tables(RelabelStore runs, VersionRows versions, Transactions transactions) {}

  public RelabelRuns(Tables tables, RelabelPlanner planner, LabelRaiser raiser, Clock clock) {
    this.store = tables.runs();
    this.rows = tables.versions();
    this.transactions = tables.transactions();
    this.planner = planner;
    this.raiser = raiser;
    this.clock = clock;
  }

  Optional<Run> find(String id) {
    return store.find(id);
  }

  /** A new plan, to be made; earlier plans count no more. */
  String begin() {
    String id = UUID.randomUUID().toString();
    transactions.run(() -> store.start(id, planner.edition(), clock.instant()));
    return id;
  }

  /**
   * Lets a plan be applied; again if it was begun and not finished.
   *
   * @throws ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException if it is not the
   *     newest plan, or was made with other lists
   */
  String release(String planId) {
    return transactions.run(
        () -> {
          Run run =
              store
                  .ofPlan(planId)
                  .flatMap(known -> store.lock(known.id()))
                  .filter(known -> known.edition().equals(planner.edition()))
                  .filter(known -> known.state() != RelabelState.SUPERSEDED)
                  .orElseThrow(RelabelRuns::stale);
          if (run.state() == RelabelState.READY) {
            store.setState(run.id(), RelabelState.APPLYING);
          }
          return run.id();
        });
  }

  /** First step of planning. */
  List<Span> spans(String id) {
    List<Span> spans = rows.spans(ROWS_A_PART);
    transactions.run(() -> store.setParts(id, spans.size()));
    if (spans.isEmpty()) {
      finishPlan(id);
    }
    return spans;
  }

  /** Second step: one part. The last one finishes the plan. */
  void plan(String id, Span span) {
    if (isNot(id, RelabelState.PLANNING)) {
      return;
    }
    PlanPart part = planner.plan(rows.in(span));
    store.addPart(id, span.first(), part.toText());
    finishPlan(id);
  }

  private void finishPlan(String id) {
    transactions.run(
        () -> {
          Run run = store.lock(id).orElseThrow();
          List<Long> parts = store.openParts(id);
          if (run.state() != RelabelState.PLANNING || parts.size() != run.parts()) {
            return;
          }
          List<Tally> tallies = new ArrayList<>();
          MessageDigest digest = sha256();
          digest.update((id + run.edition()).getBytes(UTF_8));
          for (long part : parts) {
            String text = store.part(id, part).orElseThrow();
            digest.update(text.getBytes(UTF_8));
            tallies.add(PlanPart.of(text).tally());
          }
          String planId = Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
          Tally sum = Tally.sum(tallies);
          store.setPlan(id, planId, PlanPart.text(sum));
          log.info("relabel plan is ready resources={}", sum.resources());
        });
  }

  /** First step of applying. */
  List<Long> open(String id) {
    List<Long> parts = store.openParts(id);
    if (parts.isEmpty()) {
      finish(id);
    }
    return parts;
  }

  /** Second step: one part. The last one finishes the run. */
  void apply(String id, long part) {
    if (isNot(id, RelabelState.APPLYING)) {
      return;
    }
    store
        .part(id, part)
        .map(PlanPart::of)
        .ifPresent(planned -> planned.raises().forEach(raiser::apply));
    store.setApplied(id, part);
    finish(id);
  }

  private void finish(String id) {
    transactions.run(
        () -> {
          Run run = store.lock(id).orElseThrow();
          if (run.state() == RelabelState.APPLYING && store.openParts(id).isEmpty()) {
            store.setState(id, RelabelState.APPLIED);
            store.removeParts(id);
            log.info("relabel plan is applied");
          }
        });
  }

  /** The job gave up planning; applying can be asked for again. */
  void failed(String id) {
    transactions.run(
        () -> {
          Run run = store.lock(id).orElseThrow();
          if (run.state() == RelabelState.PLANNING) {
            store.setState(id, RelabelState.FAILED);
          }
        });
  }

  private boolean isNot(String id, RelabelState state) {
    return store.find(id).filter(run -> run.state() == state).isEmpty();
  }

  private static RuntimeException stale() {
    return FhirErrors.conflict(
        "relabel-plan-stale",
        "The plan is not the newest one or was made with other lists; make a new one");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
