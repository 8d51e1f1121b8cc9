// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.server.RestfulServer;
import org.fhirpre.interceptor.consent.Evidence;
import org.fhirpre.interceptor.consent.FileOperation;
import org.fhirpre.interceptor.jdbc.HapiResources;
import org.fhirpre.interceptor.keys.Enrolment;
import org.fhirpre.interceptor.keys.KeyStores;
import org.fhirpre.interceptor.keys.Readers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;

/** Consents that come with documents. */
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
  SmartInitializingSingleton preFilingWiring(
      ObjectProvider<RestfulServer> servers, ObjectProvider<FileOperation> operation) {
    return () -> servers.forEach(server -> server.registerProvider(operation.getObject()));
  }
}
