// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.fhirpre.testkit.testscript.ScriptResult;

/**
 * Texts that the scripts put into sealed resources and nowhere else: names, identifiers, notes.
 * Codes of public systems and what clear resources hold too are no sign of a leak.
 */
final class Markers {
  private static final int SHORTEST = 8;
  private static final Set<String> NOT_CONTENT = Set.of("resourceType", "id", "reference", "url");

  private final Set<String> sealed = new LinkedHashSet<>();
  private final Set<String> clear = new LinkedHashSet<>();

  static Set<String> of(List<ScriptResult> scripts, String runId) {
    Markers markers = new Markers();
    scripts.forEach(script -> markers.fixtures(script.script()));
    Set<String> found = new LinkedHashSet<>();
    for (String text : markers.sealed) {
      String told = text.replace("${runId}", runId);
      if (told.length() >= SHORTEST && !told.contains("${") && !markers.clear.contains(text)) {
        found.add(told);
      }
    }
    return found;
  }

  private void fixtures(JsonNode script) {
    Stream<JsonNode> inline = each(script.path("fixture")).map(fixture -> fixture.path("resource"));
    Stream.concat(inline, each(script.path("contained"))).forEach(this::resource);
    List.of("setup", "test", "teardown").forEach(phase -> texts(script.path(phase), clear));
  }

  private void resource(JsonNode resource) {
    String type = resource.path("resourceType").asText();
    if (type.equals("Bundle")) {
      each(resource.path("entry")).map(entry -> entry.path("resource")).forEach(this::resource);
    } else if (!type.isEmpty()) {
      boolean hidden =
          ResourceTypes.find(type)
              .filter(row -> row.protection() == Protection.PATIENT_SEALED)
              .isPresent();
      texts(resource, hidden ? sealed : clear);
    }
  }

  private static void texts(JsonNode node, Set<String> into) {
    if (node.isObject()) {
      boolean coded = node.path("system").asText().matches("https?://(loinc|snomed|unitsofm).*");
      node.properties().stream()
          .filter(member -> !NOT_CONTENT.contains(member.getKey()))
          .filter(member -> !coded)
          .filter(member -> !member.getKey().equals("system"))
          .forEach(member -> texts(member.getValue(), into));
    } else if (node.isArray()) {
      node.forEach(each -> texts(each, into));
    } else if (node.isTextual()) {
      into.add(node.asText());
    }
  }

  private static Stream<JsonNode> each(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    StreamSupport.stream(array.spliterator(), false).forEach(all::add);
    return all.stream();
  }
}
