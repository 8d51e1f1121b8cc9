// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
}
