// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.fhirpre.client.json.StrictJson;

/** The reason that a refusal states, cut to one printable line. */
final class Diagnostics {
  private static final int MAX_CHARACTERS = 300;

  private Diagnostics() {}

  /** Empty, or ": code: text" of the first issue of an OperationOutcome. */
  static String of(String body) {
    JsonNode issue;
    try {
      issue = StrictJson.tree(body.getBytes(StandardCharsets.UTF_8)).path("issue").path(0);
    } catch (StrictJson.Malformed notJson) {
      return "";
    }
    return part(issue.path("details").path("coding").path(0).path("code"))
        + part(issue.path("diagnostics"));
  }

  private static String part(JsonNode text) {
    if (!text.isTextual() || text.asText().isBlank()) {
      return "";
    }
    String line = text.asText().replaceAll("\\p{Cntrl}+", " ").strip();
    return ": " + line.substring(0, Math.min(line.length(), MAX_CHARACTERS));
  }
}
