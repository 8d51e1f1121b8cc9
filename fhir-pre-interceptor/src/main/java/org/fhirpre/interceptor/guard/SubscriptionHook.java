// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.guard;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Subscription;
import org.jspecify.annotations.Nullable;

/** Refuses subscriptions that want the content of sealed types delivered. On the JPA service. */
@Interceptor(order = HookOrder.GUARD)
public final class SubscriptionHook {

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    check(resource);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void updated(@Nullable IBaseResource before, IBaseResource resource) {
    check(resource);
  }

  private static void check(IBaseResource resource) {
    if (resource instanceof Subscription subscription
        && subscription.getChannel().hasPayload()
        && SealedTypes.possible(typeOf(subscription))) {
      throw FhirErrors.unprocessable(
          IssueType.BUSINESSRULE,
          "id-only-subscription",
          "A subscription to a sealed type delivers a notice without payload");
    }
  }

  private static String typeOf(Subscription subscription) {
    String criteria = String.valueOf(subscription.getCriteria());
    int query = criteria.indexOf('?');
    return query < 0 ? criteria : criteria.substring(0, query);
  }
}
