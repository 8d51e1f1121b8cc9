// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges one assert. Every field of it that asserts something must hold; one that asserts nothing
 * is an error.
 */
final class Asserts {
  private static final Map<String, Integer> STATUS =
      Map.ofEntries(
          Map.entry("okay", 200),
          Map.entry("created", 201),
          Map.entry("noContent", 204),
          Map.entry("notModified", 304),
          Map.entry("bad", 400),
          Map.entry("forbidden", 403),
          Map.entry("notFound", 404),
          Map.entry("methodNotAllowed", 405),
          Map.entry("conflict", 409),
          Map.entry("gone", 410),
          Map.entry("preconditionFailed", 412),
          Map.entry("unprocessable", 422));

  private final ScriptFile script;
  private final Sources sources;
  private final Variables variables;
  private final ValueAsserts values;

  Asserts(ScriptFile script, Sources sources, Variables variables) {
    this.script = script;
    this.sources = sources;
    this.variables = variables;
    this.values = new ValueAsserts(sources, variables);
  }

  /** Judged by itself, without regard to a group. */
  ActionResult judge(JsonNode assertion) {
    Optional<String> failure = failure(assertion);
    String label =
        ScriptFile.text(assertion, "description")
            .or(() -> ScriptFile.text(assertion, "label"))
            .orElse("assert");
    if (failure.isEmpty()) {
      return ActionResult.assertion(Result.PASS, label);
    }
    Result result = assertion.path("warningOnly").asBoolean() ? Result.WARNING : Result.FAIL;
    return ActionResult.assertion(result, label + ": " + failure.get());
  }

  /** Whether the earlier response that it depends on had one of the statuses that it names. */
  boolean applies(JsonNode assertion) {
    return Extensions.of(assertion, Extensions.WHEN_STATUS)
        .map(
            condition -> {
              String source = Extensions.part(condition, "sourceId");
              return sources.hasExchange(source)
                  && Extensions.parts(condition, "status")
                      .contains(String.valueOf(sources.exchange(source).response().status()));
            })
        .orElse(true);
  }

  private Optional<String> failure(JsonNode assertion) {
    List<Check> checks = checks(assertion).toList();
    if (checks.isEmpty()) {
      throw new ScriptError("an assert that asserts nothing");
    }
    return checks.stream().flatMap(check -> check.failure().stream()).findFirst();
  }

  private Stream<Check> checks(JsonNode assertion) {
    return Stream.of(
            on(assertion, "response", value -> response(assertion, value)),
            on(
                assertion,
                "responseCode",
                value -> compared(assertion, List.of(status(assertion)), value)),
            on(assertion, "resource", value -> type(assertion, value)),
            on(assertion, "contentType", value -> contentType(assertion, value)),
            on(assertion, "headerField", name -> header(assertion, name)),
            on(assertion, "requestMethod", value -> requestMethod(assertion, value)),
            on(assertion, "requestURL", value -> requestUrl(assertion, value)),
            on(assertion, "minimumId", id -> minimum(assertion, id)),
            on(assertion, "validateProfileId", id -> profile(assertion, id)),
            on(assertion, "navigationLinks", value -> navigation(assertion, value)),
            values.check(assertion))
        .flatMap(Optional::stream);
  }

  /** One thing that an assert asserts; empty if it holds. */
  interface Check {
    Optional<String> failure();
  }

  private interface FieldCheck {
    Optional<String> failure(String value);
  }

  private Optional<Check> on(JsonNode assertion, String field, FieldCheck check) {
    return ScriptFile.text(assertion, field)
        .map(variables::resolve)
        .map(value -> () -> check.failure(value));
  }

  private Optional<String> response(JsonNode assertion, String name) {
    Integer expected = STATUS.get(name);
    if (expected == null) {
      throw new ScriptError("unknown response " + name);
    }
    Exchange exchange = exchange(assertion);
    int actual = exchange.response().status();
    boolean writes = List.of("update", "delete").contains(exchange.code());
    boolean anySuccess = script.isIgnixa() && writes && expected == 200;
    boolean holds = anySuccess ? actual / 100 == 2 : actual == expected;
    return failed(holds, (anySuccess ? "2xx" : "" + expected) + " expected, was " + actual);
  }

  private Optional<String> compared(JsonNode assertion, List<String> actual, String expected) {
    Operator operator = Operator.of(ScriptFile.text(assertion, "operator").orElse("equals"));
    return failed(
        operator.holds(actual, expected),
        operator.code() + " " + expected + " expected, was " + ValueAsserts.shown(actual));
  }

  private String status(JsonNode assertion) {
    return String.valueOf(exchange(assertion).response().status());
  }

  private Optional<String> type(JsonNode assertion, String expected) {
    String actual = content(assertion).resourceType().orElse("no resource");
    return failed(actual.equals(expected), expected + " expected, was " + actual);
  }

  private Optional<String> contentType(JsonNode assertion, String expected) {
    String actual = headerOf(assertion, "Content-Type").orElse("absent");
    String mime = actual.replaceFirst(";.*", "").trim();
    boolean holds =
        switch (expected) {
          case "json", "xml" -> mime.endsWith(expected);
          default -> mime.equalsIgnoreCase(expected.replaceFirst(";.*", "").trim());
        };
    return failed(holds, expected + " expected, was " + actual);
  }

  private Optional<String> header(JsonNode assertion, String name) {
    List<String> actual = headerOf(assertion, name).stream().toList();
    Optional<String> value = ScriptFile.text(assertion, "value").map(variables::resolve);
    Operator operator =
        Operator.of(
            ScriptFile.text(assertion, "operator").orElse(value.isEmpty() ? "notEmpty" : "equals"));
    if (operator.needsValue() && value.isEmpty()) {
      throw new ScriptError("operator " + operator.code() + " needs a value");
    }
    boolean secret = name.equalsIgnoreCase("Authorization");
    String message =
        secret
            ? "not as expected"
            : operator.code()
                + value.map(v -> " " + v).orElse("")
                + " expected, was "
                + ValueAsserts.shown(actual);
    return failed(operator.holds(actual, value.orElse("")), name + " " + message);
  }

  private Optional<String> requestMethod(JsonNode assertion, String expected) {
    String actual = exchange(assertion).request().method();
    return failed(actual.equalsIgnoreCase(expected), expected + " expected, was " + actual);
  }

  private Optional<String> requestUrl(JsonNode assertion, String expected) {
    return compared(assertion, List.of(exchange(assertion).request().url()), expected);
  }

  private Optional<String> minimum(JsonNode assertion, String fixture) {
    JsonNode minimum = tree(sources.content(fixture));
    return TreeContainment.missing(minimum, tree(content(assertion)))
        .map(path -> "not as in " + fixture + ": " + path);
  }

  private static JsonNode tree(Content content) {
    return content.json().orElseThrow(() -> new ScriptError("minimumId compares JSON only"));
  }

  private Optional<String> profile(JsonNode assertion, String id) {
    String canonical =
        ScriptFile.each(script.json(), "profile")
            .filter(each -> each.path("id").asText().equals(id))
            .map(each -> each.path("reference").asText())
            .findFirst()
            .orElseThrow(() -> new ScriptError("no profile " + id));
    return content(assertion)
        .resource()
        .map(resource -> Profiles.failure(resource, canonical))
        .orElse(Optional.of("no resource"));
  }

  private Optional<String> navigation(JsonNode assertion, String expected) {
    Optional<String> wrong = NavigationLinks.wrong(content(assertion));
    return Boolean.parseBoolean(expected)
        ? wrong
        : failed(wrong.isPresent(), "the navigation links are as they should not be");
  }

  private Content content(JsonNode assertion) {
    return ScriptFile.text(assertion, "sourceId")
        .map(sources::content)
        .orElseGet(() -> sources.last().response().content());
  }

  private Optional<String> headerOf(JsonNode assertion, String name) {
    Exchange exchange = exchange(assertion);
    return assertion.path("direction").asText().equals("request")
        ? exchange.request().header(name)
        : exchange.response().header(name);
  }

  private Exchange exchange(JsonNode assertion) {
    return ScriptFile.text(assertion, "sourceId").map(sources::exchange).orElseGet(sources::last);
  }

  static Optional<String> failed(boolean holds, String message) {
    return holds ? Optional.empty() : Optional.of(message);
  }
}
