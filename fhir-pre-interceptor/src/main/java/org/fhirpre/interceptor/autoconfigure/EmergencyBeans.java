// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.server.RestfulServer;
import org.fhirpre.interceptor.consent.ActiveConsents;
import org.fhirpre.interceptor.consent.EmergencyProvision;
import org.fhirpre.interceptor.emergency.BreakGlassOperation;
import org.fhirpre.interceptor.emergency.EmergencySessions;
import org.fhirpre.interceptor.emergency.PatientNotices;
import org.fhirpre.interceptor.jdbc.BreakGlassStore;
import org.fhirpre.interceptor.keys.Enrolment;
import org.fhirpre.interceptor.keys.KeyStores;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.GrantStore;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.fhirpre.interceptor.spi.ServerSeal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;

/** Emergency access. */
class EmergencyBeans {

  @Bean
  BreakGlassStore preBreakGlassStore(StoreBeans.StoreSource store, ServerSeal seal) {
    return new BreakGlassStore(store.source(), seal);
  }

  @Bean
  EmergencySessions preEmergencySessions(BreakGlassStore store, Enrolment enrolment) {
    return new EmergencySessions(store, enrolment.clock());
  }

  @Bean
  PatientNotices prePatientNotices(
      BreakGlassStore store,
      KeyStores stores,
      ObjectProvider<DaoRegistry> daos,
      Enrolment enrolment) {
    return new PatientNotices(
        store, stores.transactions(), daos::getObject, enrolment.serverBase(), enrolment.clock());
  }

  @Bean
  EmergencyProvision preEmergencyProvision(
      ActiveConsents active, GrantStore grants, KeyDirectory keys) {
    return new EmergencyProvision(active, grants, keys);
  }

  @Bean
  BreakGlassOperation preBreakGlass(
      EmergencyProvision provision,
      EmergencySessions sessions,
      PatientNotices notices,
      Readers readers,
      AuditTrail audit,
      KeyStores stores,
      Enrolment enrolment) {
    return new BreakGlassOperation(
        provision,
        sessions,
        notices,
        readers,
        new BreakGlassOperation.Ledger(audit, stores.transactions(), enrolment.clock()));
  }

  @Bean
  SmartInitializingSingleton preEmergencyWiring(
      ObjectProvider<RestfulServer> servers,
      ObjectProvider<BreakGlassOperation> operation,
      PatientNotices notices) {
    return () -> {
      servers.forEach(server -> server.registerProvider(operation.getObject()));
      notices.start();
    };
  }
}
