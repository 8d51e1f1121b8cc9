// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The extensions of ignixa-lab's dialect. One of this family that is not known is an error. */
final class Extensions {
  static final String VERSIONS = "fhirVersions";
  static final String CAPABILITY = "requiresCapability";
  static final String ANY_OF = "assertionAnyOfGroup";
  static final String WHEN_STATUS = "assertionWhenResponseStatus";
  static final String WAIT_FOR = "waitFor";
  static final String PARAMETRIZE = "parametrize";
  static final String FAKES = "fhirfakes";

  private static final String FAMILY = "http://ignixa.io/testscript/";
  private static final Set<String> KNOWN =
      Set.of(VERSIONS, CAPABILITY, ANY_OF, WHEN_STATUS, WAIT_FOR, PARAMETRIZE, FAKES);

  private Extensions() {}

  static Optional<JsonNode> of(JsonNode element, String name) {
    return ScriptFile.each(element, "extension")
        .filter(each -> each.path("url").asText().equals(FAMILY + name))
        .findFirst();
  }

  /** The value of a simple one. */
  static Optional<String> text(JsonNode element, String name) {
    return of(element, name).flatMap(each -> ScriptFile.text(each, "valueString"));
  }

  /** The values of one part of a complex one. */
  static List<String> parts(JsonNode extension, String name) {
    return ScriptFile.each(extension, "extension")
        .filter(part -> part.path("url").asText().equals(name))
        .map(
            part ->
                ScriptFile.text(part, "valueString")
                    .or(() -> ScriptFile.text(part, "valueInteger"))
                    .orElseThrow(() -> new ScriptError("no value in extension " + name)))
        .toList();
  }

  /** A part that must be there once. */
  static String part(JsonNode extension, String name) {
    List<String> values = parts(extension, name);
    if (values.size() != 1) {
      throw new ScriptError("extension needs one " + name);
    }
    return values.get(0);
  }

  /**
   * @throws ScriptError if an extension of this family is not known, anywhere in the script
   */
  static void refuseUnknown(JsonNode element) {
    for (JsonNode each : element.path("extension")) {
      String url = each.path("url").asText();
      if (url.startsWith(FAMILY) && !KNOWN.contains(url.substring(FAMILY.length()))) {
        throw new ScriptError("unknown extension " + url);
      }
    }
    element.forEach(Extensions::refuseUnknown);
  }
}
