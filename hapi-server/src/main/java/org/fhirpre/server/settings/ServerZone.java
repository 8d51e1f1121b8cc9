// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.settings;

import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Makes the zone of {@code fhirpre.zone} (default UTC) the process's own, because HAPI reads dates
 * without time in the default zone and the index must read them the same way on every machine.
 */
final class ServerZone implements EnvironmentPostProcessor {
  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    TimeZone.setDefault(TimeZone.getTimeZone(environment.getProperty("fhirpre.zone", "UTC")));
  }
}
