// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.server.RestfulServer;
import org.fhirpre.interceptor.body.StoredPolicies;
import org.fhirpre.interceptor.consent.Evidence;
import org.fhirpre.interceptor.consent.FileOperation;
import org.fhirpre.interceptor.consent.RepresentativeOperations;
import org.fhirpre.interceptor.jdbc.HapiResources;
import org.fhirpre.interceptor.jdbc.RepresentativeStore;
import org.fhirpre.interceptor.jdbc.VersionRows;
import org.fhirpre.interceptor.keys.Enrolment;
import org.fhirpre.interceptor.keys.KeyStores;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;

/** Consents that come with documents, and who may give them for a patient. */
class FilingBeans {

  @Bean
  Evidence preEvidence(ObjectProvider<DaoRegistry> daos, Readers readers, Enrolment enrolment) {
    return new Evidence(daos::getObject, readers, enrolment.serverBase(), enrolment.clock());
  }

  @Bean
  FileOperation preFileOperation(
      Evidence evidence,
      HapiResources resources,
      Readers readers,
      KeyStores stores,
      ObjectProvider<DaoRegistry> daos) {
    return new FileOperation(evidence, resources, readers, stores, daos::getObject);
  }

  @Bean
  RepresentativeOperations preRepresentativeOperations(
      RepresentativeStore representatives,
      KeyStores stores,
      VersionRows versions,
      StoredPolicies policies,
      AuditTrail audit,
      Readers readers) {
    return new RepresentativeOperations(
        new RepresentativeOperations.Tables(
            representatives, stores.patients(), versions, stores.transactions()),
        policies,
        audit,
        readers);
  }

  @Bean
  SmartInitializingSingleton preFilingWiring(
      ObjectProvider<RestfulServer> servers,
      ObjectProvider<FileOperation> filing,
      ObjectProvider<RepresentativeOperations> representatives) {
    return () ->
        servers.forEach(
            server -> {
              server.registerProvider(filing.getObject());
              server.registerProvider(representatives.getObject());
            });
  }
}
