// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Whether one JSON tree is contained in another; repeats in any order, more elements welcome. */
final class TreeContainment {
  private TreeContainment() {}

  /** The path of the first element of {@code minimum} that {@code actual} lacks. */
  static Optional<String> missing(JsonNode minimum, JsonNode actual) {
    return missing(minimum, actual, "");
  }

  private static Optional<String> missing(JsonNode minimum, JsonNode actual, String path) {
    if (minimum.isObject()) {
      return missingField(minimum, actual, path);
    }
    if (minimum.isArray()) {
      return StreamSupport.stream(minimum.spliterator(), false)
          .filter(wanted -> !anyContains(actual, wanted))
          .findFirst()
          .map(wanted -> path);
    }
    return same(minimum, actual) ? Optional.empty() : Optional.of(path);
  }

  private static Optional<String> missingField(JsonNode minimum, JsonNode actual, String path) {
    for (Map.Entry<String, JsonNode> field : minimum.properties()) {
      String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
      Optional<String> missing = missing(field.getValue(), actual.path(field.getKey()), below);
      if (missing.isPresent()) {
        return missing;
      }
    }
    return Optional.empty();
  }

  private static boolean anyContains(JsonNode actual, JsonNode wanted) {
    return StreamSupport.stream(actual.spliterator(), false)
        .anyMatch(each -> missing(wanted, each, "").isEmpty());
  }

  private static boolean same(JsonNode a, JsonNode b) {
    return (a.isNumber() && b.isNumber())
        ? a.decimalValue().compareTo(b.decimalValue()) == 0
        : a.equals(b);
  }
}
