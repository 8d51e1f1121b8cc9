// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.guard;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.interceptor.model.PrePatchDetails;
import ca.uhn.fhir.jpa.esr.ExternallyStoredResourceAddressMetadataKey;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.hl7.fhir.instance.model.api.IAnyResource;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Refuses to patch a body that is stored sealed: the patch would change the shell and be lost. On
 * the JPA service, where patches of transactions pass too.
 */
@Interceptor(order = HookOrder.GUARD)
public final class PatchHook {

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_PREPATCH)
  public void beforePatch(PrePatchDetails patch) {
    IBaseResource target = patch.getResource();
    boolean sealed =
        ExternallyStoredResourceAddressMetadataKey.INSTANCE.get((IAnyResource) target) != null;
    if (sealed || SealedTypes.always(target.fhirType())) {
      throw FhirErrors.needsGateway();
    }
  }
}
