// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import ca.uhn.fhir.batch2.api.IJobCoordinator;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.server.RestfulServer;
import org.fhirpre.interceptor.egress.AccessDecision;
import org.fhirpre.interceptor.egress.DeliveryDoor;
import org.fhirpre.interceptor.egress.ExportDoor;
import org.fhirpre.interceptor.egress.ExportStatusHook;
import org.fhirpre.interceptor.egress.LaterView;
import org.fhirpre.interceptor.egress.NewestLabels;
import org.fhirpre.interceptor.egress.PageReencryptor;
import org.fhirpre.interceptor.guard.SubscriptionHook;
import org.fhirpre.interceptor.keys.Enrolment;
import org.fhirpre.interceptor.requester.KeptRequesters;
import org.fhirpre.interceptor.requester.Memberships;
import org.fhirpre.interceptor.requester.Requesters;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.ServerSeal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;

/** What leaves after the request that asked for it: exports, and notices of subscriptions. */
class LaterBeans {

  @Bean
  KeptRequesters preKeptRequesters(
      Requesters requesters, Memberships memberships, ServerSeal seal, Enrolment enrolment) {
    return new KeptRequesters(requesters, memberships, seal, enrolment.clock());
  }

  @Bean
  LaterView preLaterView(
      ObjectProvider<DaoRegistry> daos,
      AccessDecision decision,
      PageReencryptor reencryptor,
      NewestLabels newest,
      AuditTrail audit) {
    return new LaterView(daos::getObject, decision, reencryptor, newest, audit);
  }

  @Bean
  ExportDoor preExportDoor(KeptRequesters requesters, LaterView view) {
    return new ExportDoor(requesters, view);
  }

  @Bean
  DeliveryDoor preDeliveryDoor(FhirContext fhir, KeptRequesters requesters, LaterView view) {
    return new DeliveryDoor(fhir, requesters, view);
  }

  @Bean
  SubscriptionHook preSubscriptionHook(KeptRequesters requesters) {
    return new SubscriptionHook(requesters);
  }

  /** On every RestfulServer: only there a reader is known. */
  @Bean
  SmartInitializingSingleton preExportWiring(
      ObjectProvider<RestfulServer> servers,
      Requesters requesters,
      ExportDoor exports,
      ObjectProvider<IJobCoordinator> jobs) {
    ExportStatusHook status = new ExportStatusHook(requesters, exports, jobs::getObject);
    return () -> servers.forEach(server -> server.registerInterceptor(status));
  }
}
