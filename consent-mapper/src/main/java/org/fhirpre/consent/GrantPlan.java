// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

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
   * and hence its id and its grant.
   *
   * @param known entries of the plan before, as stored
   */
  public GrantPlan keeping(Collection<PlanEntry> known) {
    Map<String, ConsentRef> introducing = new HashMap<>();
    known.forEach(entry -> introducing.putIfAbsent(entry.matchKey(), entry.consent()));
    List<PlanEntry> kept =
        entries.stream()
            .map(
                entry ->
                    Optional.ofNullable(introducing.get(entry.matchKey()))
                        .map(entry::introducedBy)
                        .orElse(entry))
            .toList();
    return new GrantPlan(patient, kept, conditions, findings);
  }
}
