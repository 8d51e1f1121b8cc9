// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.relabel;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.fhirpre.server.deployment.Party;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;

/** Somebody who re-labels. */
public record Officer(Party party) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Starts a plan and waits for it. */
  public Parameters plan() {
    return await(party.post("$relabel", new Parameters()));
  }

  /** Starts to apply a plan. */
  public Response apply(String plan) {
    Parameters parameters = new Parameters();
    parameters.addParameter("plan", plan);
    return party.post("$relabel", parameters);
  }

  public Parameters await(Response started) {
    started.then().statusCode(202);
    String status = started.header("Content-Location");
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      Response answer = party.request().urlEncodingEnabled(false).get(status);
      if (answer.statusCode() == 200) {
        return FhirContext.forR4Cached()
            .newJsonParser()
            .parseResource(Parameters.class, answer.asString());
      }
      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(answer.header("X-Progress")).isIn("planning", "applying");
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
    }
    throw new AssertionError("the run did not end");
  }

  static int number(Parameters answer, String name) {
    return Integer.parseInt(text(answer, name));
  }

  public static String text(Parameters answer, String name) {
    return answer.getParameter(name).getValue().primitiveValue();
  }

  /** Each {@code type label rule count}, as far as there are such parts. */
  static List<String> counts(Parameters answer, String name) {
    return answer.getParameter().stream()
        .filter(parameter -> parameter.getName().equals(name))
        .map(Officer::line)
        .toList();
  }

  private static String line(ParametersParameterComponent parameter) {
    StringBuilder line = new StringBuilder();
    for (ParametersParameterComponent part : parameter.getPart()) {
      line.append(line.isEmpty() ? "" : " ");
      line.append(
          part.getValue() instanceof Coding coding
              ? coding.getCode()
              : part.getValue().primitiveValue());
    }
    return line.toString();
  }
}
