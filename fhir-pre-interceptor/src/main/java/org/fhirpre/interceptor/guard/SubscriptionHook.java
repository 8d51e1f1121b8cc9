// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.guard;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.util.HapiExtensions;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.requester.KeptRequesters;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Refuses subscriptions that want the content of sealed types delivered, and keeps with every other
 * one who subscribed: its notices are decided for that reader. On the JPA service.
 */
@Interceptor(order = HookOrder.GUARD)
public final class SubscriptionHook {
  /** Extension of {@code Subscription.channel}: the sealed requester; never what a client sent. */
  public static final String SUBSCRIBER = "https://fhirpre.org/fhir/StructureDefinition/subscriber";

  private final KeptRequesters requesters;

  public SubscriptionHook(KeptRequesters requesters) {
    this.requesters = requesters;
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void created(IBaseResource resource, @Nullable RequestDetails request) {
    check(resource, request);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void updated(
      @Nullable IBaseResource before, IBaseResource resource, @Nullable RequestDetails request) {
    check(resource, request);
  }

  private void check(IBaseResource resource, @Nullable RequestDetails request) {
    if (!(resource instanceof Subscription subscription)) {
      return;
    }
    boolean content = subscription.getChannel().hasPayload() && !isPlainType(subscription);
    if (content || searches(subscription)) {
      throw FhirErrors.unprocessable(
          IssueType.BUSINESSRULE,
          "id-only-subscription",
          "A subscription to a sealed type delivers a notice without payload");
    }
    // HAPI itself switches a subscription on; it stays its subscriber's
    if (request != null && !(request instanceof SystemRequestDetails)) {
      keepSubscriber(subscription, request);
    }
  }

  private void keepSubscriber(Subscription subscription, RequestDetails request) {
    subscription
        .getChannel()
        .getExtension()
        .removeIf(extension -> SUBSCRIBER.equals(extension.getUrl()));
    requesters
        .keep(request)
        .ifPresent(
            kept -> subscription.getChannel().addExtension(SUBSCRIBER, new StringType(kept)));
  }

  /** Whether it wants the answer of a search delivered, of which the server would ask itself. */
  private static boolean searches(Subscription subscription) {
    return subscription.hasExtension(HapiExtensions.EXT_SUBSCRIPTION_PAYLOAD_SEARCH_CRITERIA);
  }

  private static boolean isPlainType(Subscription subscription) {
    String criteria = String.valueOf(subscription.getCriteria());
    int query = criteria.indexOf('?');
    return !SealedTypes.possible(query < 0 ? criteria : criteria.substring(0, query));
  }
}
