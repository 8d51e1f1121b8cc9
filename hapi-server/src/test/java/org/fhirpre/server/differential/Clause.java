// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One condition of a query.
 *
 * @param modifier with its colon, or empty
 * @param value as in FHIR, escaped for it but not for a URL
 */
record Clause(Kind kind, String param, String modifier, String value) {

  static Clause of(Kind kind, String param, String value) {
    return new Clause(kind, param, "", value);
  }

  Clause with(String otherModifier) {
    return new Clause(kind, param, otherModifier, value);
  }

  /** A value as part of a condition's value. */
  static String escaped(String value) {
    return value.replaceAll("([\\\\,|$])", "\\\\$1");
  }

  String encoded() {
    return param + modifier + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
