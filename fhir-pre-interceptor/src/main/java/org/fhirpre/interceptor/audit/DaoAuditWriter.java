// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.audit;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.List;
import java.util.function.Supplier;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.hl7.fhir.r4.model.AuditEvent;

/**
 * {@link AuditWriter} through HAPI, so that events are sealed, indexed and searched as any other.
 */
public final class DaoAuditWriter implements AuditWriter {
  private final Supplier<DaoRegistry> daos;
  private final Transactions transactions;

  /**
   * @param daos asked late: HAPI's beans need the hooks that need this
   */
  public DaoAuditWriter(Supplier<DaoRegistry> daos, Transactions transactions) {
    this.daos = daos;
    this.transactions = transactions;
  }

  @Override
  public void store(List<AuditEvent> events) {
    IFhirResourceDao<AuditEvent> dao = daos.get().getResourceDao(AuditEvent.class);
    transactions.run(() -> events.forEach(e -> dao.create(e, new SystemRequestDetails())));
  }
}
