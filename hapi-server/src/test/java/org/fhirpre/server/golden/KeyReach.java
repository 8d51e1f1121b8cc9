// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * Whether keys alone keep somebody out, read off the published Consent: no permit could ever speak
 * of this requester and these labels, whatever purpose, date or author.
 */
record KeyReach(Set<String> identities, JsonNode labels) {
  private static final List<String> LEVELS = List.of("U", "L", "M", "N", "R", "V");

  boolean keptOutByKeys(JsonNode consent) {
    String base = consent.at("/policyRule/coding/0/code").asText("");
    boolean openBase = base.startsWith("OPTIN");
    return !openBase && !reaches(consent.path("provision"), consent.path("x"), consent.path("x"));
  }

  /** Conditions are inherited unless restated. */
  private boolean reaches(JsonNode provision, JsonNode aboveActors, JsonNode aboveLabels) {
    JsonNode actors = provision.path("actor").isEmpty() ? aboveActors : provision.path("actor");
    JsonNode stated =
        provision.path("securityLabel").isEmpty() ? aboveLabels : provision.path("securityLabel");
    boolean permits = !provision.path("type").asText("permit").equals("deny");
    if (permits && actor(actors) && label(stated)) {
      return true;
    }
    for (JsonNode nested : provision.path("provision")) {
      if (reaches(nested, actors, stated)) {
        return true;
      }
    }
    return false;
  }

  private boolean actor(JsonNode actors) {
    return actors.isEmpty()
        || GoldenGroup.references(actors).stream().anyMatch(identities::contains);
  }

  private boolean label(JsonNode stated) {
    if (stated.isEmpty()) {
      return true;
    }
    for (JsonNode each : stated) {
      String code = each.path("code").asText();
      boolean above = LEVELS.contains(code) && LEVELS.indexOf(code) >= LEVELS.indexOf(level());
      if (above || labels.findValuesAsText("code").contains(code)) {
        return true;
      }
    }
    return false;
  }

  private String level() {
    String highest = "N";
    for (String code : labels.findValuesAsText("code")) {
      boolean higher = LEVELS.indexOf(code) > LEVELS.indexOf(highest);
      highest = higher ? code : highest;
    }
    return highest;
  }
}
