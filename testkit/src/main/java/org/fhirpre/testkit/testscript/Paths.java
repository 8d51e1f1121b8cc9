// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import java.util.regex.Pattern;

/**
 * Translates {@code path} of a variable or assert to FHIRPath: the XPath of HL7's own examples, the
 * simple JSONPath, and plain JSON names, which are FHIRPath already.
 */
final class Paths {
  private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");
  private static final Pattern TYPE_STEP = Pattern.compile("\\.([A-Z][A-Za-z]+)");

  private Paths() {}

  static String toFhirPath(String path) {
    if (path.startsWith("$.")) {
      return path.substring(2);
    }
    return path.contains("/") && !path.contains("'") ? fromXPath(path) : path;
  }

  /** {@code fhir:Bundle/fhir:entry[1]/fhir:resource/fhir:Patient/fhir:id/@value} and the like. */
  private static String fromXPath(String path) {
    String steps =
        path.replace("fhir:", "").replaceAll("^/+", "").replace("/@value", "").replace('/', '.');
    String counted =
        INDEX
            .matcher(steps)
            .replaceAll(match -> "[" + (Integer.parseInt(match.group(1)) - 1) + "]");
    return TYPE_STEP.matcher(counted).replaceAll(".ofType($1)");
  }
}
