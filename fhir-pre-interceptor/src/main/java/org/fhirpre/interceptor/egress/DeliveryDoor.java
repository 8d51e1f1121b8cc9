// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.subscription.model.CanonicalSubscription;
import ca.uhn.fhir.jpa.subscription.model.ResourceDeliveryMessage;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.body.SealedTypes;
import org.hl7.fhir.instance.model.api.IIdType;

/**
 * Lets subscriptions to sealed types deliver a notice without content, or nothing. On the JPA
 * service.
 */
@Interceptor(order = HookOrder.NET)
public final class DeliveryDoor {
  private final FhirContext fhir;

  public DeliveryDoor(FhirContext fhir) {
    this.fhir = fhir;
  }

  @Hook(Pointcut.SUBSCRIPTION_BEFORE_DELIVERY)
  public boolean mayDeliver(CanonicalSubscription subscription, ResourceDeliveryMessage message) {
    return isClear(message) || isNotice(subscription);
  }

  @Hook(Pointcut.SUBSCRIPTION_BEFORE_REST_HOOK_DELIVERY)
  public boolean mayPost(CanonicalSubscription subscription, ResourceDeliveryMessage message) {
    return isClear(message) || isNotice(subscription);
  }

  /** Messages always carry the resource. */
  @Hook(Pointcut.SUBSCRIPTION_BEFORE_MESSAGE_DELIVERY)
  public boolean maySend(ResourceDeliveryMessage message) {
    return isClear(message);
  }

  private boolean isClear(ResourceDeliveryMessage message) {
    IIdType id = message.getPayloadId(fhir);
    return id != null && id.hasResourceType() && !SealedTypes.possible(id.getResourceType());
  }

  private static boolean isNotice(CanonicalSubscription subscription) {
    String payload = subscription.getPayloadString();
    return payload == null || payload.isBlank();
  }
}
