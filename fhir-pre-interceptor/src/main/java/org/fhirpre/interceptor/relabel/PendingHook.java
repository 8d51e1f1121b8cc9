// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.relabel;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.SealedTypes;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * A write seals under the segments that today's labels call for, so that the resource waits no
 * more. On the JPA service, in the transaction of the write.
 */
@Interceptor
public final class PendingHook {
  private final PendingResources pending;

  public PendingHook(PendingResources pending) {
    this.pending = pending;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(@Nullable IBaseResource before, IBaseResource resource) {
    boolean waited =
        before != null && SealedRecord.of(before).filter(SealedRecord::relabelled).isPresent();
    if (waited) {
      settled(resource);
    }
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
  public void deleted(IBaseResource resource) {
    if (SealedTypes.possible(resource.fhirType())) {
      settled(resource);
    }
  }

  private void settled(IBaseResource resource) {
    pending.settled(resource.fhirType() + "/" + resource.getIdElement().getIdPart());
  }
}
