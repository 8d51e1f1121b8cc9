// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.subscription.model.CanonicalSubscription;
import ca.uhn.fhir.jpa.subscription.model.ResourceDeliveryMessage;
import java.util.Optional;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.guard.SubscriptionHook;
import org.fhirpre.interceptor.requester.KeptRequesters;
import org.hl7.fhir.instance.model.api.IIdType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a subscription to a sealed type deliver a notice without content, if its subscriber may have
 * the resource now. On the JPA service.
 */
@Interceptor(order = HookOrder.NET)
public final class DeliveryDoor {
  private static final Logger log = LoggerFactory.getLogger(DeliveryDoor.class);

  private final FhirContext fhir;
  private final KeptRequesters requesters;
  private final LaterView view;

  public DeliveryDoor(FhirContext fhir, KeptRequesters requesters, LaterView view) {
    this.fhir = fhir;
    this.requesters = requesters;
    this.view = view;
  }

  @Hook(Pointcut.SUBSCRIPTION_BEFORE_DELIVERY)
  public boolean mayDeliver(CanonicalSubscription subscription, ResourceDeliveryMessage message) {
    return isPlain(subscription)
        && (isClear(message) || (isNotice(subscription) && mayKnow(subscription, message)));
  }

  /** Messages always carry the resource. */
  @Hook(Pointcut.SUBSCRIPTION_BEFORE_MESSAGE_DELIVERY)
  public boolean maySend(ResourceDeliveryMessage message) {
    return isClear(message);
  }

  /** Goes on: HAPI tries again as its channel does. */
  @Hook(Pointcut.SUBSCRIPTION_AFTER_DELIVERY_FAILED)
  public boolean failed(ResourceDeliveryMessage message, Exception failure) {
    log.warn(
        "a subscription was not delivered subscription={} failure={}",
        message.getSubscriptionId(fhir),
        failure.getClass().getSimpleName());
    return true;
  }

  private boolean mayKnow(CanonicalSubscription subscription, ResourceDeliveryMessage message) {
    return Optional.ofNullable(subscription.getChannelExtension(SubscriptionHook.SUBSCRIBER))
        .flatMap(requesters::now)
        .filter(subscriber -> view.mayKnow(subscriber, message.getPayloadId(fhir)))
        .isPresent();
  }

  private boolean isClear(ResourceDeliveryMessage message) {
    @Nullable IIdType id = message.getPayloadId(fhir);
    return id != null && id.hasResourceType() && !SealedTypes.possible(id.getResourceType());
  }

  /** Neither a topic's Bundle nor the answer of a search, which the server would ask for itself. */
  private static boolean isPlain(CanonicalSubscription subscription) {
    return !subscription.isTopicSubscription() && isBlank(subscription.getPayloadSearchCriteria());
  }

  private static boolean isNotice(CanonicalSubscription subscription) {
    return isBlank(subscription.getPayloadString());
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
