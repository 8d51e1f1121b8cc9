// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.demo;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import java.security.SecureRandom;
import org.fhirpre.server.settings.PrivateFile;
import org.fhirpre.server.settings.ServerProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** People and secrets of a trial. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = DemoDefaults.DEMO, havingValue = "true")
class DemoConfig {

  @Bean
  DemoSecrets demoSecrets(ServerProperties properties) {
    return DemoSecrets.of(
        new PrivateFile(properties.data().resolve("demo-clients.json")), new SecureRandom());
  }

  @Bean
  DemoPeople demoPeople(DaoRegistry daos) {
    return new DemoPeople(daos);
  }
}
