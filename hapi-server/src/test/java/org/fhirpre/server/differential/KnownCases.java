// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import java.util.LinkedHashMap;
import java.util.Map;

/** Queries that once found something else, or were refused otherwise, than they should. */
final class KnownCases {
  private KnownCases() {}

  static Map<String, Query> all() {
    Map<String, Query> cases = new LinkedHashMap<>();
    for (String missing : new String[] {"true", "false"}) {
      cases.put(
          "a canonical reference is there, though not its text: missing=" + missing,
          Query.of("Procedure", missing("instantiates-canonical", missing)));
      cases.put(
          "a sensitive order has a drug, though no link to it: missing=" + missing,
          Query.of("MedicationRequest", missing("medication", missing)));
      cases.put(
          "parts of a composite are not looked for: missing=" + missing,
          Query.refused("modifier-hidden", "Observation", missing("code-value-date", missing)));
    }
    cases.put(
        "a list is told from a chain",
        Query.refused("parameter-hidden", "Condition", Clause.of(Kind.RESULT, "_list", "x")));
    cases.put(
        "tags that the server seals for itself are not looked for",
        Query.refused("parameter-hidden", "Task", Clause.of(Kind.TAG, "_tag", "tag1")));
    cases.put(
        "pages of resources of one time do not overlap",
        Query.of("Claim").sealedBy("Claim?_sort=-_lastUpdated&_count=3"));
    return cases;
  }

  private static Clause missing(String param, String value) {
    return new Clause(Kind.MISSING, param, ":missing", value);
  }
}
