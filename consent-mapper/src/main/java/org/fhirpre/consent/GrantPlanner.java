// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which grants the Consents of one patient call for. A grantee gets a key to a segment if some
 * permit may match there and no deny certainly covers it: deny = no grant. The rest is decided at
 * each read.
 *
 * <p>Planned for are the segments that are given: those that exist and, for a patient who holds her
 * keys herself, those that are to come. A permit for single resources reaches only the segments in
 * which they lie. The result depends on {@code now} only through what has ended and through the
 * calendar year, which limits how far grants reach: to the end of the epoch after next.
 */
public final class GrantPlanner {
  private static final int MAX_ENTRIES = 1_000;
  private static final int NO_FORWARDING = 1;

  private final String patient;
  private final List<NormalConsent> consents;
  private final Instant now;
  private final Instant horizon;

  private GrantPlanner(String patient, List<NormalConsent> consents, Instant now) {
    this.patient = patient;
    this.consents = consents.stream().filter(c -> now.isBefore(c.validity().end())).toList();
    this.now = now;
    this.horizon = Windows.horizon(now);
  }

  /**
   * Plans for all enforceable Consents of a patient together.
   *
   * @param patient {@code Patient/x}
   * @param consents enforceable and active
   */
  public static GrantPlan plan(
      String patient,
      List<NormalConsent> consents,
      List<Segment> segments,
      Directory directory,
      Instant now) {
    GrantPlanner planner = new GrantPlanner(patient, consents, now);
    Findings findings = new Findings();
    List<GranteeKey> grantees = Grantees.of(planner.consents, directory, findings);
    Whereabouts named = Whereabouts.of(planner.consents, directory);
    List<PlanEntry> entries = new ArrayList<>();
    for (NormalConsent consent : planner.consents) {
      for (GranteeKey grantee : grantees) {
        for (Segment segment : segments) {
          Coverage coverage = new Coverage(grantee.subject(), segment, named.in(segment.id()));
          planner.entry(consent, grantee, coverage).ifPresent(entries::add);
        }
      }
    }
    if (entries.size() > MAX_ENTRIES) {
      findings.add(FindingCode.LIMIT_EXCEEDED, "Consent.provision");
    }
    List<ConditionReport> conditions = ConditionReports.of(planner.consents);
    conditions.stream()
        .filter(report -> report.enforcement() == Enforcement.POLICY)
        .forEach(report -> findings.add(FindingCode.POLICY_ONLY, ConditionReports.element(report)));
    return new GrantPlan(patient, entries, conditions, findings.all());
  }

  private Optional<PlanEntry> entry(NormalConsent consent, GranteeKey grantee, Coverage coverage) {
    List<Allowed> allowed =
        allowed(consent, coverage).stream()
            .filter(a -> consents.stream().noneMatch(c -> vetoes(c, consent, coverage, a)))
            .toList();
    return allowed.stream()
        .map(Allowed::window)
        .reduce(Windows::hull)
        .map(
            window ->
                new PlanEntry(
                    patient,
                    consent.consent(),
                    grantee.subject(),
                    grantee.key(),
                    coverage.segment(),
                    NO_FORWARDING,
                    window.start(),
                    window.end(),
                    enforcement(allowed)));
  }

  /**
   * One reason for a grant.
   *
   * @param depth of the permit node; -1 for the Consent's own fallback
   * @param window in which it permits, as a grant can say it
   */
  private record Allowed(int depth, Range window, boolean keyed) {}

  private List<Allowed> allowed(NormalConsent consent, Coverage coverage) {
    List<Allowed> allowed = new ArrayList<>();
    if (consent.fallback() == Vote.PERMIT) {
      window(List.of(consent.validity())).ifPresent(w -> allowed.add(new Allowed(-1, w, false)));
    }
    for (Node node : consent.nodes()) {
      if (node.permits() && coverage.mayMatch(node)) {
        boolean keyed = ConditionReports.keyed(node);
        window(node.spans()).ifPresent(w -> allowed.add(new Allowed(node.depth(), w, keyed)));
      }
    }
    return allowed;
  }

  private Optional<Range> window(List<Range> spans) {
    return Windows.intersection(spans)
        .filter(span -> now.isBefore(span.end()))
        .flatMap(span -> Windows.grantable(span, horizon));
  }

  /** Whether a Consent denies for certain what another one, or itself, allows. */
  private boolean vetoes(
      NormalConsent consent, NormalConsent allowing, Coverage coverage, Allowed allowed) {
    Range needed = needed(allowed.window());
    boolean denied =
        consent.nodes().stream()
            .filter(coverage::certainlyDenies)
            .filter(deny -> holds(deny.spans(), needed))
            .anyMatch(
                deny ->
                    consent.equals(allowing)
                        ? deny.depth() >= allowed.depth()
                        : !permitsBelow(consent, coverage, deny.depth()));
    boolean optedOut =
        consent.fallback() == Vote.DENY
            && !consent.equals(allowing)
            && holds(List.of(consent.validity()), needed)
            && !permitsBelow(consent, coverage, -1);
    return denied || optedOut;
  }

  private boolean permitsBelow(NormalConsent consent, Coverage coverage, int depth) {
    return consent.nodes().stream()
        .filter(node -> node.permits() && node.depth() > depth)
        .anyMatch(coverage::mayMatch);
  }

  /** The part of a window that is still to come. */
  private Range needed(Range window) {
    return now.isAfter(window.start()) ? new Range(now, window.end()) : window;
  }

  private static boolean holds(List<Range> spans, Range needed) {
    return Windows.intersection(spans).filter(span -> span.contains(needed)).isPresent();
  }

  private static Enforcement enforcement(List<Allowed> allowed) {
    return allowed.stream().anyMatch(Allowed::keyed)
        ? Enforcement.CRYPTO
        : Enforcement.CRYPTO_AND_POLICY;
  }
}
