// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The servers under test and what the caller tells the scripts.
 *
 * @param bases FHIR bases; {@code destination} n of a script is the nth
 * @param headers sent with every request whose script does not set them
 * @param variables override the scripts' defaults; {@code token1}, {@code token2}, … are the bearer
 *     tokens of {@code origin} 1, 2, …, sent where a script sets no Authorization itself; {@code
 *     fakesOf} is a reference to the patient whose the fakes are
 */
public record Target(List<URI> bases, Map<String, String> headers, Map<String, String> variables) {
  public Target {
    bases = List.copyOf(bases);
    headers = Map.copyOf(headers);
    variables = Map.copyOf(variables);
    if (bases.isEmpty()) {
      throw new IllegalArgumentException("no server to test");
    }
  }

  /** A server without anything to tell. */
  public static Target of(URI base) {
    return new Target(List.of(base), Map.of(), Map.of());
  }

  Optional<String> fakesOf() {
    return Optional.ofNullable(variables.get("fakesOf"));
  }

  String base(int destination) {
    if (destination < 1 || destination > bases.size()) {
      throw new ScriptError("there is no destination " + destination);
    }
    String base = bases.get(destination - 1).toString();
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }
}
