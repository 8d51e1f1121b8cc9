// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import ca.uhn.fhir.batch2.api.IJobCoordinator;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.util.List;
import org.fhirpre.interceptor.egress.AccessDecision;
import org.fhirpre.interceptor.egress.DeliveryDoor;
import org.fhirpre.interceptor.egress.ExportDoor;
import org.fhirpre.interceptor.egress.ExportFileHook;
import org.fhirpre.interceptor.egress.ExportStatusHook;
import org.fhirpre.interceptor.egress.LaterView;
import org.fhirpre.interceptor.egress.NewestLabels;
import org.fhirpre.interceptor.egress.PageReencryptor;
import org.fhirpre.interceptor.guard.SubscriptionHook;
import org.fhirpre.interceptor.requester.KeptRequesters;
import org.fhirpre.interceptor.requester.Requesters;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;

/** What leaves after the request that asked for it: exports, and notices of subscriptions. */
public class LaterBeans {

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
      LaterView view,
      ObjectProvider<IJobCoordinator> jobs) {
    ExportStatusHook status = new ExportStatusHook(requesters, exports, jobs::getObject);
    ExportFileHook files = new ExportFileHook(requesters, view);
    return () ->
        servers.forEach(
            server -> server.getInterceptorService().registerInterceptors(List.of(status, files)));
  }
}
