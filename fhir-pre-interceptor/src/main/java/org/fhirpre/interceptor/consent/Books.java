// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.fhirpre.consent.GrantPlan;
import org.fhirpre.consent.PlanEntry;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.EnforcementState;

/**
 * What a patient's Consents call for and what is there.
 *
 * @param plan entries keep their introducing versions
 * @param stock grants that are stored, also such as are not planned
 * @param refused ids of entries that the patient has said no to
 * @param lacks what Consents lack whatever the agent does
 */
record Books(
    List<ConsentRow> consents,
    GrantPlan plan,
    Stock stock,
    Set<String> refused,
    Lacks lacks,
    Instant now) {

  /**
   * By logical id of the Consent.
   *
   * @param keyless Consents with a grantee who has no key yet
   * @param superseded what a Consent calls for by itself and another one denies
   */
  record Lacks(Set<String> keyless, Map<String, List<PlanEntry>> superseded) {}

  /**
   * What is stored.
   *
   * @param ids of all grants
   * @param entries those whose segment is planned for
   */
  record Stock(Set<String> ids, List<PlanEntry> entries) {
    Stock with(List<PlanEntry> added) {
      Set<String> all = new HashSet<>(ids);
      List<PlanEntry> known = new ArrayList<>(entries);
      for (PlanEntry entry : added) {
        if (all.add(entry.id())) {
          known.add(entry);
        }
      }
      return new Stock(all, known);
    }

    Stock without(Set<String> removed) {
      return new Stock(
          ids.stream().filter(id -> !removed.contains(id)).collect(Collectors.toSet()),
          entries.stream().filter(entry -> !removed.contains(entry.id())).toList());
    }
  }

  /** Why a planned grant is not there. */
  enum Gap {
    REFUSED,
    /** A grant for less time is there until the patient's agent has renewed it. */
    RENEWAL_DUE,
    AGENT_OFFLINE,
    /** Another Consent denies it; it comes back when that one has ended. */
    SUPERSEDED_BY_DENY;

    /** Code of the CodeSystem {@code enforcement-gap}. */
    String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  long planned(ConsentRow consent) {
    return entries(consent).size();
  }

  /** Grants that are there or have a predecessor that is. */
  long live(ConsentRow consent) {
    Map<String, List<PlanEntry>> ways = ways();
    return entries(consent).stream()
        .filter(entry -> stock.ids().contains(entry.id()) || hasPredecessor(entry, ways))
        .count();
  }

  /** Each entry that is not there, with its reason. */
  Map<PlanEntry, Gap> gaps(ConsentRow consent) {
    Map<String, List<PlanEntry>> ways = ways();
    Map<PlanEntry, Gap> gaps = new HashMap<>();
    for (PlanEntry entry : entries(consent)) {
      if (!stock.ids().contains(entry.id())) {
        gaps.put(entry, gap(entry, ways));
      }
    }
    superseded(consent).forEach(entry -> gaps.put(entry, Gap.SUPERSEDED_BY_DENY));
    return gaps;
  }

  private Gap gap(PlanEntry entry, Map<String, List<PlanEntry>> ways) {
    if (refused.contains(entry.id())) {
      return Gap.REFUSED;
    }
    return hasPredecessor(entry, ways) ? Gap.RENEWAL_DUE : Gap.AGENT_OFFLINE;
  }

  boolean waitsForKey(ConsentRow consent) {
    return lacks.keyless().contains(consent.id());
  }

  private List<PlanEntry> superseded(ConsentRow consent) {
    return lacks.superseded().getOrDefault(consent.id(), List.of());
  }

  /**
   * A grantee without a key counts as one grant that is missing; what another Consent denies is
   * missing too, although nobody waits for it.
   */
  EnforcementState state(ConsentRow consent) {
    long waiting = waitsForKey(consent) ? 1 : 0;
    EnforcementState state = EnforcementState.of(live(consent), planned(consent) + waiting);
    return state == EnforcementState.ENFORCED && !superseded(consent).isEmpty()
        ? EnforcementState.PARTIALLY_ENFORCED
        : state;
  }

  Books with(Stock nowStored, Set<String> nowRefused) {
    return new Books(consents, plan, nowStored, nowRefused, lacks, now);
  }

  /** What the agent is to be asked for. */
  List<PlanEntry> missing() {
    return plan.entries().stream()
        .filter(entry -> !stock.ids().contains(entry.id()) && !refused.contains(entry.id()))
        .toList();
  }

  /** Grants that nothing calls for, now or until their successor is there. */
  Set<String> surplus() {
    Set<String> needed = new HashSet<>();
    Map<String, List<PlanEntry>> ways = ways();
    for (PlanEntry entry : plan.entries()) {
      needed.add(entry.id());
      if (!stock.ids().contains(entry.id()) && !refused.contains(entry.id())) {
        predecessors(entry, ways).forEach(before -> needed.add(before.id()));
      }
    }
    return stock.ids().stream().filter(id -> !needed.contains(id)).collect(Collectors.toSet());
  }

  Set<String> plannedIds() {
    return plan.entries().stream().map(PlanEntry::id).collect(Collectors.toSet());
  }

  private boolean hasPredecessor(PlanEntry entry, Map<String, List<PlanEntry>> ways) {
    return !refused.contains(entry.id()) && !predecessors(entry, ways).isEmpty();
  }

  private List<PlanEntry> predecessors(PlanEntry entry, Map<String, List<PlanEntry>> ways) {
    return ways.getOrDefault(entry.wayKey(), List.of()).stream()
        .filter(before -> now.isBefore(before.notAfter()) && entry.covers(before))
        .toList();
  }

  private Map<String, List<PlanEntry>> ways() {
    return stock.entries().stream().collect(Collectors.groupingBy(PlanEntry::wayKey));
  }

  private List<PlanEntry> entries(ConsentRow consent) {
    return plan.entries().stream()
        .filter(entry -> entry.consent().id().equals("Consent/" + consent.id()))
        .toList();
  }
}
