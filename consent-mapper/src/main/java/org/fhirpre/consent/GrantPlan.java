// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the patient's key agent has to make so that the Consents can be acted on; nothing else
 * opens.
 *
 * @param entries without duplicates, in the order of Consents, grantees and segments
 * @param conditions one for each condition of the Consents
 * @param findings no-key, actor-required, policy-only and the like
 */
public record GrantPlan(
    String patient,
    List<PlanEntry> entries,
    List<ConditionReport> conditions,
    List<Finding> findings) {

  public GrantPlan {
    entries = List.copyOf(entries);
    conditions = List.copyOf(conditions);
    findings = List.copyOf(findings);
  }

  /**
   * The same plan in which an entry that is known already keeps its introducing Consent version,
   * and hence its id and its grant. A grant that was cut off an epoch ago and is cut off still is
   * renewed only in the last epoch of its life.
   *
   * @param known entries of the plan before, as stored
   */
  public GrantPlan keeping(Collection<PlanEntry> known, Instant now) {
    Map<String, PlanEntry> before = new HashMap<>();
    known.forEach(entry -> before.putIfAbsent(entry.matchKey(), entry));
    Instant horizon = Windows.horizon(now);
    Instant previous = Windows.previous(horizon);
    List<PlanEntry> kept =
        entries.stream()
            .map(
                entry ->
                    same(entry, before)
                        .or(
                            () ->
                                Optional.of(entry)
                                    .filter(cut -> cut.notAfter().equals(horizon))
                                    .filter(cut -> cut.notBefore().isBefore(previous))
                                    .map(cut -> cut.lasting(cut.notBefore(), previous))
                                    .flatMap(cut -> same(cut, before)))
                        .orElse(entry))
            .toList();
    return new GrantPlan(patient, kept, conditions, findings);
  }

  private static Optional<PlanEntry> same(PlanEntry entry, Map<String, PlanEntry> before) {
    return Optional.ofNullable(before.get(entry.matchKey()))
        .map(known -> entry.introducedBy(known.consent()));
  }

  /** The part of it that one Consent calls for, with the conditions and findings given. */
  public GrantPlan of(
      String consentId, List<ConditionReport> itsConditions, List<Finding> itsFindings) {
    List<PlanEntry> its =
        entries.stream().filter(entry -> entry.consent().id().equals(consentId)).toList();
    return new GrantPlan(patient, its, itsConditions, itsFindings);
  }
}
