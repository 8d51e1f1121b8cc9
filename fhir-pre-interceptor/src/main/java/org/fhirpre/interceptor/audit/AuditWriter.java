// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.audit;

import java.util.List;
import org.hl7.fhir.r4.model.AuditEvent;

/**
 * Stores AuditEvents, all of a call or none, and sets their ids; joins the caller's transaction.
 */
@FunctionalInterface
public interface AuditWriter {
  void store(List<AuditEvent> events);
}
