// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.fhirpre.consent.Action;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether what is stored may be replaced or deleted; what takes its place is asked for when it
 * is sealed. On the JPA service, since every write passes there.
 */
@Interceptor(order = HookOrder.GUARD)
public final class WriteHook {
  private final WriteDecision writes;

  public WriteHook(WriteDecision writes) {
    this.writes = writes;
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void replaced(
      @Nullable IBaseResource before, IBaseResource resource, @Nullable RequestDetails request) {
    if (before != null) {
      require(before, request);
    }
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
  public void deleted(IBaseResource resource, @Nullable RequestDetails request) {
    require(resource, request);
  }

  private void require(IBaseResource stored, @Nullable RequestDetails request) {
    SealedRecord.of(stored)
        .ifPresent(record -> writes.require(Action.CORRECT, record.attributes(), request));
  }
}
