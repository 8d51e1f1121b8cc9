// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.spi;

import java.util.Map;
import java.util.Set;
import org.fhirpre.consent.Residual;
import org.fhirpre.terminology.Label;

/**
 * What else is known about a request than who asks and why.
 *
 * @param client OAuth client; empty if unknown
 * @param environments codings; empty if unknown
 * @param locations literal references; empty if unknown
 * @param residual what the access token still lets through
 * @param emergencies purpose of a break-glass session by {@code Patient/x}; only the plug-in sets
 *     it
 */
public record Circumstances(
    String client,
    Set<Label> environments,
    Set<String> locations,
    Residual residual,
    Map<String, Label> emergencies) {

  /** Nothing is known, and the token does not narrow. */
  public static final Circumstances UNKNOWN =
      new Circumstances("", Set.of(), Set.of(), Residual.ABSENT, Map.of());

  public Circumstances {
    environments = Set.copyOf(environments);
    locations = Set.copyOf(locations);
    emergencies = Map.copyOf(emergencies);
  }

  public Circumstances with(Map<String, Label> sessions) {
    return new Circumstances(client, environments, locations, residual, sessions);
  }
}
