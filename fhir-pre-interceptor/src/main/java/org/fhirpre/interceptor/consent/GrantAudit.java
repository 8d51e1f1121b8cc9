// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.fhirpre.consent.PlanEntry;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.Reader;

/** What the audit trail says about grants that were stored. */
final class GrantAudit {
  private GrantAudit() {}

  /**
   * @param by empty for a managed agent
   */
  static AuditTrail.Entry granted(
      String patientId, List<GrantUpkeep.Made> made, Optional<Reader> by) {
    List<String> named = new ArrayList<>(List.of("Patient/" + patientId));
    made.stream()
        .flatMap(grant -> List.of(grant.entry().consent().id(), grant.entry().grantee()).stream())
        .distinct()
        .sorted()
        .forEach(named::add);
    return new AuditTrail.Entry(AuditTrail.Kind.GRANT, by, "grant", named);
  }

  /**
   * One entry for each reason that the patient gave.
   *
   * @param reasons by id of the plan's entries; empty where she gave none
   */
  static List<AuditTrail.Entry> refused(
      ConsentPlan plan, Map<String, String> reasons, Reader patient) {
    Map<String, Set<String>> grantees = new TreeMap<>();
    for (PlanEntry entry : plan.entries()) {
      String reason = reasons.get(entry.id());
      if (reason != null) {
        grantees.computeIfAbsent(reason, first -> new TreeSet<>()).add(entry.grantee());
      }
    }
    List<AuditTrail.Entry> entries = new ArrayList<>();
    grantees.forEach(
        (reason, named) ->
            entries.add(
                new AuditTrail.Entry(
                    AuditTrail.Kind.GRANT_REFUSAL,
                    Optional.of(patient),
                    "refuse",
                    Stream.concat(
                            Stream.of(plan.plan().patient(), plan.consent().id()), named.stream())
                        .toList(),
                    Optional.of(new AuditTrail.Why(List.of(), reason)))));
    return entries;
  }
}
