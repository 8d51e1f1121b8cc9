// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import org.fhirpre.server.demo.DemoClient;
import org.fhirpre.server.demo.DemoDefaults;
import org.fhirpre.server.demo.DemoSecrets;
import org.fhirpre.server.settings.PrivateFile;
import org.fhirpre.server.settings.ServerProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.web.SecurityFilterChain;

/** The demo's own authorization server: client credentials only, one key, five clients. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = DemoDefaults.DEMO, havingValue = "true")
class DemoIssuerConfig {
  private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);
  private static final int BEFORE_EVERYTHING_ELSE = 1;

  @Bean
  @Order(BEFORE_EVERYTHING_ELSE)
  SecurityFilterChain tokenEndpoint(HttpSecurity http) throws Exception {
    OAuth2AuthorizationServerConfigurer server =
        OAuth2AuthorizationServerConfigurer.authorizationServer();
    return http.securityMatcher(Endpoints.TOKEN, Endpoints.KEYS)
        .with(server, defaults -> {})
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .csrf(csrf -> csrf.ignoringRequestMatchers(Endpoints.TOKEN))
        .build();
  }

  @Bean
  AuthorizationServerSettings authorizationServerSettings() {
    return AuthorizationServerSettings.builder()
        .tokenEndpoint(Endpoints.TOKEN)
        .jwkSetEndpoint(Endpoints.KEYS)
        .build();
  }

  @Bean
  RSAKey issuerKey(ServerProperties properties) {
    return IssuerKey.of(new PrivateFile(properties.data().resolve("demo-issuer.jwk")));
  }

  @Bean
  JWKSource<SecurityContext> issuerKeys(RSAKey issuerKey) {
    return new ImmutableJWKSet<>(new JWKSet(issuerKey));
  }

  @Bean
  JwtDecoder jwtDecoder(RSAKey issuerKey) throws JOSEException {
    return NimbusJwtDecoder.withPublicKey(issuerKey.toRSAPublicKey()).build();
  }

  @Bean
  SecretDigest clientSecrets() {
    return new SecretDigest();
  }

  @Bean
  DemoClaims demoClaims() {
    return new DemoClaims();
  }

  @Bean
  DemoIssuer demoIssuer() {
    return new DemoIssuer();
  }

  @Bean
  RegisteredClientRepository demoClients(DemoSecrets secrets, SecretDigest digest) {
    return new InMemoryRegisteredClientRepository(
        DemoClient.all().stream()
            .map(client -> registered(client, digest.encode(secrets.of(client))))
            .toList());
  }

  private static RegisteredClient registered(DemoClient client, String digest) {
    return RegisteredClient.withId(client.id())
        .clientId(client.id())
        .clientSecret(digest)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scopes(scopes -> scopes.addAll(client.scopes()))
        .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(TOKEN_LIFETIME).build())
        .build();
  }
}
