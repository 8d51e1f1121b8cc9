// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.body.SealedTypes;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Keeps sealed types out of bulk export, whose jobs run without a reader to decide for. On the JPA
 * service.
 */
@Interceptor(order = HookOrder.NET)
public final class ExportDoor {

  @Hook(Pointcut.STORAGE_BULK_EXPORT_RESOURCE_INCLUSION)
  public boolean mayLeave(IBaseResource resource) {
    return !SealedTypes.possible(resource.fhirType());
  }
}
