// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.demo;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * Turns the demo profile on where no issuer is configured: patients are enrolled as managed when
 * first written, and the labelling lists know Synthea's codes. Whatever an operator sets wins.
 */
public final class DemoDefaults implements EnvironmentPostProcessor, Ordered {
  /** Derived here, not to be set: whether the demo's own issuer gives the tokens. */
  public static final String DEMO = "fhirpre.server.demo";

  private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    boolean demo = environment.getProperty(ISSUER, "").isEmpty();
    MutablePropertySources sources = environment.getPropertySources();
    sources.addFirst(new MapPropertySource("demo", Map.of(DEMO, demo)));
    if (demo) {
      sources.addLast(
          new MapPropertySource(
              "demoDefaults", Map.of("fhirpre.enrol", "managed", "fhirpre.lists", "demo")));
    }
  }

  /** After the configuration files, which may name an issuer. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
