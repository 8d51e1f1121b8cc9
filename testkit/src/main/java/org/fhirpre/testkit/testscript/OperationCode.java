// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** {@code operation.type.code}, as far as its request has a shape of its own. */
enum OperationCode {
  READ("GET", "read"),
  VREAD("GET", "vread"),
  HISTORY("GET", "history"),
  SEARCH("GET", "search"),
  CAPABILITIES("GET", "capabilities"),
  CREATE("POST", "create"),
  UPDATE("PUT", "update updateCreate"),
  PATCH("PATCH", "patch"),
  DELETE("DELETE", "delete"),
  CONDITIONAL_DELETE("DELETE", "deleteCondSingle deleteCondMultiple"),
  BUNDLE("POST", "batch transaction"),
  EXTENDED("GET", "");

  /** Those of R4's value set that are operations in the sense of {@code $name}. */
  private static final Set<String> WITHOUT_DOLLAR =
      Set.of(
          "apply",
          "closure",
          "find-matches",
          "conforms",
          "data-requirements",
          "document",
          "evaluate",
          "evaluate-measure",
          "everything",
          "expand",
          "find",
          "graphql",
          "implements",
          "lastn",
          "lookup",
          "match",
          "meta",
          "meta-add",
          "meta-delete",
          "populate",
          "populatehtml",
          "populatelink",
          "process-message",
          "questionnaire",
          "stats",
          "subset",
          "subsumes",
          "transform",
          "translate",
          "validate",
          "validate-code",
          "export");

  private final String method;

  /** Separated by blanks. */
  private final String codes;

  OperationCode(String method, String codes) {
    this.method = method;
    this.codes = codes;
  }

  /**
   * @throws ScriptError if it is none that R4 knows
   */
  static OperationCode of(JsonNode operation) {
    String code = operation.path("type").path("code").asText();
    if (code.startsWith("$") || WITHOUT_DOLLAR.contains(code)) {
      return EXTENDED;
    }
    return Arrays.stream(values())
        .filter(each -> each.has(code) || (code.isEmpty() && isPlain(each, operation)))
        .findFirst()
        .orElseThrow(() -> new ScriptError("unknown operation " + code));
  }

  private boolean has(String code) {
    return !code.isEmpty() && List.of(codes.split(" ", -1)).contains(code);
  }

  /** R4 allows an operation without a type; it is then what its method and URL say. */
  private static boolean isPlain(OperationCode each, JsonNode operation) {
    return each == READ && operation.has("method") && operation.has("url");
  }

  /** Its method unless the script names one. */
  String method(boolean hasBody) {
    return this == EXTENDED && hasBody ? "POST" : method;
  }

  static String operationName(JsonNode operation) {
    String code = operation.path("type").path("code").asText();
    return code.startsWith("$") ? code : "$" + code;
  }
}
