// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.scope;

import ca.uhn.fhir.context.FhirContext;
import org.fhirpre.interceptor.spi.ReaderIdentity;
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

  @Bean
  PatientContextHook patientContextHook(ReaderIdentity readers, Compartments compartments) {
    return new PatientContextHook(readers, compartments);
  }
}
