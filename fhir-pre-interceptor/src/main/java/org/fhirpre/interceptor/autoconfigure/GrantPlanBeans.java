// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.server.RestfulServer;
import org.fhirpre.consent.ConsentMapper;
import org.fhirpre.interceptor.consent.ActiveConsents;
import org.fhirpre.interceptor.consent.ConsentDirectory;
import org.fhirpre.interceptor.consent.ConsentPlans;
import org.fhirpre.interceptor.consent.GrantPlanOperations;
import org.fhirpre.interceptor.consent.GrantUpkeep;
import org.fhirpre.interceptor.consent.GrantUploads;
import org.fhirpre.interceptor.consent.NamedResourceHook;
import org.fhirpre.interceptor.keys.Enrolment;
import org.fhirpre.interceptor.keys.KeyStores;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.keys.Representation;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;

/** Grant plans over HTTP, and what the clients of patients who hold their keys upload. */
class GrantPlanBeans {

  @Bean
  ConsentPlans preConsentPlans(
      ConsentMapper mapper,
      ConsentDirectory directory,
      GrantUpkeep upkeep,
      ObjectProvider<DaoRegistry> daos) {
    return new ConsentPlans(mapper, directory, upkeep, daos::getObject);
  }

  @Bean
  GrantPlanOperations preGrantPlanOperations(
      KeyStores stores,
      ConsentPlans plans,
      GrantUpkeep upkeep,
      AuditTrail audit,
      Readers readers,
      Representation representation,
      Enrolment enrolment) {
    return new GrantPlanOperations(
        stores.consents(),
        plans,
        new GrantUploads(stores, upkeep, plans, audit, enrolment.clock()),
        readers,
        representation,
        enrolment.clock());
  }

  @Bean
  SmartInitializingSingleton preGrantPlanWiring(
      IInterceptorService storage,
      ObjectProvider<RestfulServer> servers,
      KeyStores stores,
      ActiveConsents active,
      Enrolment enrolment,
      ObjectProvider<GrantPlanOperations> operations) {
    return () -> {
      storage.registerInterceptor(new NamedResourceHook(stores, active, enrolment.clock()));
      servers.forEach(server -> server.registerProvider(operations.getObject()));
    };
  }
}
