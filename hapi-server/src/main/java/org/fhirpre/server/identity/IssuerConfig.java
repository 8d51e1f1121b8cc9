// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import org.fhirpre.server.demo.DemoDefaults;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.security.oauth2.resource.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An issuer of the operator's; Spring Boot makes the decoder from its discovery document. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = DemoDefaults.DEMO, havingValue = "false")
class IssuerConfig {

  @Bean
  TokenIssuer externalIssuer(OAuth2ResourceServerProperties properties) {
    return new ExternalIssuer(properties.getJwt().getIssuerUri());
  }
}
