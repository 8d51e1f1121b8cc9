// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * {@code expression} or {@code path}, against a value or against what another source holds. Without
 * either and without an operator the expression itself must be true.
 */
final class ValueAsserts {
  private static final int SHOWN = 80;

  private final Sources sources;
  private final Variables variables;

  ValueAsserts(Sources sources, Variables variables) {
    this.sources = sources;
    this.variables = variables;
  }

  Optional<Asserts.Check> check(JsonNode assertion) {
    Optional<String> own = query(assertion, "expression", "path");
    Optional<String> other = query(assertion, "compareToSourceExpression", "compareToSourcePath");
    return own.or(() -> other).map(query -> () -> failure(assertion, query, other));
  }

  private Optional<String> failure(JsonNode assertion, String query, Optional<String> other) {
    Optional<List<String>> actual = asked(assertion).evaluate(query);
    if (actual.isEmpty()) {
      return Optional.of("the body is no FHIR resource");
    }
    Optional<String> value = ScriptFile.text(assertion, "value").map(variables::resolve);
    Optional<String> expected = value.or(() -> compared(assertion, other.orElse(query)));
    Operator operator =
        Operator.of(
            ScriptFile.text(assertion, "operator").orElse(expected.isEmpty() ? "eval" : "equals"));
    if (operator.needsValue() && expected.isEmpty()) {
      throw new ScriptError("operator " + operator.code() + " needs a value");
    }
    String wanted = operator.code() + expected.map(each -> " " + each).orElse("");
    return Asserts.failed(
        operator.holds(actual.get(), expected.orElse("")),
        query + " " + wanted + " expected, was " + shown(actual.get()));
  }

  private Content asked(JsonNode assertion) {
    return ScriptFile.text(assertion, "sourceId")
        .map(sources::content)
        .orElseGet(() -> sources.last().response().content());
  }

  /** What the other source holds; an error if it holds nothing, since nothing compares with it. */
  private Optional<String> compared(JsonNode assertion, String query) {
    return ScriptFile.text(assertion, "compareToSourceId")
        .map(
            source ->
                sources.content(source).evaluate(query).orElse(List.of()).stream()
                    .findFirst()
                    .orElseThrow(() -> new ScriptError(source + " has no " + query)));
  }

  private Optional<String> query(JsonNode assertion, String expression, String path) {
    return ScriptFile.text(assertion, expression)
        .or(() -> ScriptFile.text(assertion, path).map(Paths::toFhirPath))
        .map(variables::resolve);
  }

  /** Values for a message: short, and never a whole element. */
  static String shown(List<String> values) {
    if (values.isEmpty()) {
      return "nothing";
    }
    String all = String.join(", ", values);
    return all.length() <= SHOWN ? all : values.size() + " values, " + all.length() + " characters";
  }
}
