// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.relay;

import ca.uhn.fhir.parser.IParser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;

/** {@code _elements} and {@code _summary}, which a server cannot apply to what it cannot read. */
record Subset(Set<String> elements, String summary) {

  static Subset of(Asked asked) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : asked.query().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], parts.length > 1 ? decoded(parts[1]) : "");
    }
    Set<String> elements = new LinkedHashSet<>();
    Arrays.stream(parameters.getOrDefault("_elements", "").split(",", -1))
        .filter(element -> !element.isBlank())
        .forEach(elements::add);
    return new Subset(elements, parameters.getOrDefault("_summary", ""));
  }

  /** As HAPI's server does it. */
  String encoded(Resource resource, IParser parser) {
    boolean bundle = resource instanceof Bundle;
    if (summary.equals("true")) {
      parser.setSummaryMode(true);
    } else if (summary.equals("data")) {
      parser.setSuppressNarratives(true);
    } else if (summary.equals("text")) {
      parser.setEncodeElements(
          Set.of("*.text", "*.id", "*.meta", "*.(mandatory)", "Bundle.entry", "Bundle.link"));
    } else if (!elements.isEmpty()) {
      Set<String> wanted = new LinkedHashSet<>(Set.of("*.id", "*.meta", "*.(mandatory)"));
      elements.forEach(element -> wanted.add(prefixed(element)));
      if (bundle) {
        parser.setEncodeElementsAppliesToChildResourcesOnly(true);
      }
      parser.setEncodeElements(wanted);
    }
    return parser.encodeResourceToString(resource);
  }

  private static String prefixed(String element) {
    return Character.isUpperCase(element.charAt(0)) ? element : "*." + element;
  }

  private static String decoded(String value) {
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }
}
