// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import jakarta.servlet.DispatcherType;
import java.time.ZoneId;
import org.fhirpre.server.settings.ServerProperties;
import org.fhirpre.server.web.Outcome;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** Everything closed but discovery; bearer tokens in the header alone; no sessions, no forms. */
@Configuration(proxyBeanMethods = false)
class SecurityConfig {
  static final int AFTER_TOKEN_ENDPOINT = 2;

  @Bean
  @Order(AFTER_TOKEN_ENDPOINT)
  SecurityFilterChain closedByDefault(HttpSecurity http) throws Exception {
    RefusalEntryPoint unknown = new RefusalEntryPoint();
    return http.authorizeHttpRequests(SecurityConfig::openDiscovery)
        .oauth2ResourceServer(
            server ->
                server
                    .jwt(Customizer.withDefaults())
                    .bearerTokenResolver(new DefaultBearerTokenResolver())
                    .authenticationEntryPoint(unknown))
        .exceptionHandling(
            failures ->
                failures
                    .authenticationEntryPoint(unknown)
                    .accessDeniedHandler(
                        (request, response, e) -> Outcome.FORBIDDEN.send(response)))
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .build();
  }

  private static void openDiscovery(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
    requests
        .dispatcherTypeMatchers(DispatcherType.ERROR)
        .permitAll()
        .requestMatchers(
            paths.matcher(HttpMethod.GET, Endpoints.METADATA),
            paths.matcher(HttpMethod.GET, Endpoints.SMART),
            paths.matcher(HttpMethod.GET, Endpoints.FHIR_SMART))
        .permitAll()
        .anyRequest()
        .authenticated();
  }

  @Bean
  ReaderClaims readerClaims(
      @Value("${fhirpre.base}") String base,
      @Value("${fhirpre.zone:UTC}") ZoneId zone,
      @Value("${fhirpre.consent.purpose:optional}") String purpose) {
    boolean required = purpose.equalsIgnoreCase("required");
    return new ReaderClaims(
        base, zone, required ? ReaderClaims.Unstated.NOTHING : ReaderClaims.Unstated.TREATMENT);
  }

  @Bean
  ReaderHook readerHook(ReaderClaims claims, ServerProperties properties) {
    return new ReaderHook(claims, new Gateways(properties.gateways()));
  }

  @Bean
  JwtReaderIdentity readerIdentity() {
    return new JwtReaderIdentity();
  }

  @Bean
  ServletRegistrationBean<SmartConfigurationServlet> smartConfiguration(TokenIssuer issuer) {
    return new ServletRegistrationBean<>(
        new SmartConfigurationServlet(issuer), Endpoints.SMART, Endpoints.FHIR_SMART);
  }
}
