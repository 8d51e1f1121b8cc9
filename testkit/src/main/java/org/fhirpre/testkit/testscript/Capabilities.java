// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server says of itself, asked once, and whether a script or test is for it. */
final class Capabilities {
  private static final String VERSION = "4.0";

  private final Target target;
  private final HttpSender http;
  private @Nullable Content statement;

  Capabilities(Target target, HttpSender http) {
    this.target = target;
    this.http = http;
  }

  /**
   * Why a script or test does not run here; empty if it does.
   *
   * @throws IllegalStateException if the server does not say what it can: a gate never fails open
   */
  Optional<String> reasonToSkip(JsonNode scriptOrTest) {
    return Extensions.text(scriptOrTest, Extensions.VERSIONS)
        .filter(versions -> !Arrays.asList(versions.split("\\s*,\\s*", -1)).contains(VERSION))
        .map(versions -> "for FHIR " + versions)
        .or(
            () ->
                Extensions.text(scriptOrTest, Extensions.CAPABILITY)
                    .filter(condition -> !holds(condition))
                    .map(condition -> "the server does not declare: " + condition));
  }

  /** {@code CapabilityStatement.software}, for the report. */
  String software() {
    return String.join(
        " ", statement().evaluate("software.name | software.version").orElse(List.of()));
  }

  private boolean holds(String condition) {
    return statement().evaluate(condition).orElse(List.of()).equals(List.of("true"));
  }

  private Content statement() {
    Content known = statement;
    if (known == null) {
      Request request =
          new Request(
              "GET",
              target.base(1) + "/metadata",
              Map.of("Accept", "application/fhir+json"),
              Optional.empty());
      Response answer = http.send(request);
      known = answer.content();
      if (answer.status() != 200
          || !known.resourceType().equals(Optional.of("CapabilityStatement"))) {
        throw new IllegalStateException("the server has no CapabilityStatement at /metadata");
      }
      statement = known;
    }
    return known;
  }
}
