// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.scope;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import org.fhirpre.interceptor.egress.ExportDoor;
import org.fhirpre.interceptor.spi.ReaderIdentity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The hooks that enforce scopes. */
@Configuration(proxyBeanMethods = false)
class ScopeConfig {

  @Bean
  Compartments compartments(FhirContext fhir) {
    return new Compartments(fhir);
  }

  @Bean
  ScopeHook scopeHook(ReaderIdentity readers, Compartments compartments) {
    return new ScopeHook(readers, compartments);
  }

  /** On the JPA service: an export goes on when its request is over. */
  @Bean
  SmartInitializingSingleton exportScopes(
      IInterceptorService storage,
      ReaderIdentity readers,
      Compartments compartments,
      ObjectProvider<ExportDoor> exports) {
    return () ->
        exports.ifAvailable(
            door -> storage.registerInterceptor(new ExportScopeHook(readers, compartments, door)));
  }

  @Bean
  PatientContextHook patientContextHook(ReaderIdentity readers, Compartments compartments) {
    return new PatientContextHook(readers, compartments);
  }
}
