// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;

/** Wipes the keys of a request when it is over, however it ended. On the RestfulServer. */
@Interceptor
public final class RequestEndHook {
  @Hook(Pointcut.SERVER_PROCESSING_COMPLETED)
  public void wipeKeys(RequestDetails request) {
    RequestKeys.end(request);
  }
}
