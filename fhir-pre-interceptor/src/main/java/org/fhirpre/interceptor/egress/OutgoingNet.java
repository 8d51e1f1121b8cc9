// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.PreferReturnEnum;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.jspecify.annotations.Nullable;

/**
 * The last look at every answer: nothing of a sealed type leaves unless it was shown to this
 * reader, or is the very object that this writer submitted and asked back. On the RestfulServer.
 */
@Interceptor(order = HookOrder.NET)
public final class OutgoingNet {

  @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
  public void hold(
      RequestDetails request, ResponseDetails response, @Nullable IBaseResource resource) {
    if (StoreAway.marks(request)) {
      throw FhirErrors.storeUnavailable();
    }
    IBaseResource answer = response.getResponseResource();
    if (answer == null) {
      return;
    }
    AnswerFilter filter = new AnswerFilter(mayGiveBack(request), GuardedTotal.of(request));
    IBaseResource kept = filter.keep(answer);
    boolean nothingLeft = kept == null && Interactions.isRead(request);
    if (nothingLeft || isEmptyHistory(kept, request)) {
      throw FhirErrors.absentOrDenied();
    }
    if (kept != answer) {
      response.setResponseResource(kept);
    }
  }

  private static boolean mayGiveBack(RequestDetails request) {
    String prefer = request.getHeader("Prefer");
    return Interactions.isWrite(request)
        && RestfulServerUtils.parsePreferHeader(prefer).getReturn()
            == PreferReturnEnum.REPRESENTATION;
  }

  // A history of which nothing may be seen is that of a resource that does not exist.
  private static boolean isEmptyHistory(@Nullable IBaseResource answer, RequestDetails request) {
    return request.getRestOperationType() == RestOperationTypeEnum.HISTORY_INSTANCE
        && Interactions.concernsSealedType(request)
        && answer instanceof Bundle bundle
        && !bundle.hasEntry();
  }
}
