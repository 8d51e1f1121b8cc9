// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One run of one script: gates, setup, tests, teardown. Used once. */
final class ScriptRun {
  private final ScriptFile script;
  private final Target target;
  private final Capabilities capabilities;
  private final HttpSender http;
  private final Instant start = Instant.now();

  ScriptRun(ScriptFile script, Target target, Capabilities capabilities, HttpSender http) {
    this.script = script;
    this.target = target;
    this.capabilities = capabilities;
    this.http = http;
  }

  ScriptResult result() {
    Actions actions;
    Optional<String> gate;
    try {
      Extensions.refuseUnknown(script.json());
      Sources sources = new Sources(script, target.fakesOf());
      Variables variables = new Variables(script.json(), sources, target.variables());
      actions = new Actions(script, sources, variables, new Sending(target, http));
      gate = capabilities.reasonToSkip(script.json());
    } catch (ScriptError e) {
      return result(
          Optional.of(new TestResult("setup", "", List.of(error(e)))), List.of(), Optional.empty());
    }
    return gate.map(this::skipped).orElseGet(() -> run(actions));
  }

  private ScriptResult run(Actions actions) {
    Optional<TestResult> created = autocreated(actions);
    Optional<TestResult> setup =
        created
            .filter(result -> result.result().isBad())
            .or(() -> phase("setup", actions))
            .or(() -> created);
    List<TestResult> tests = new ArrayList<>();
    Optional<String> broken =
        setup
            .filter(result -> result.result().isBad() || result.result() == Result.SKIP)
            .map(result -> "the setup did not succeed: " + result.reason());
    ScriptFile.each(script.json(), "test")
        .forEach(
            test ->
                tests.addAll(
                    broken.isPresent() ? skipped(test, broken.get()) : run(test, actions)));
    Optional<TestResult> teardown = phase("teardown", actions);
    autodelete(actions);
    return result(setup, tests, teardown);
  }

  private Optional<TestResult> phase(String name, Actions actions) {
    return script.json().path(name).path("action").isEmpty()
        ? Optional.empty()
        : Optional.of(new TestResult(name, "", actions.run(script.json().path(name))));
  }

  /** As often as it has parameters. */
  private List<TestResult> run(JsonNode test, Actions actions) {
    Optional<String> gate = capabilities.reasonToSkip(test);
    if (gate.isPresent()) {
      return skipped(test, gate.get());
    }
    Optional<JsonNode> parameters = Extensions.of(test, Extensions.PARAMETRIZE);
    if (parameters.isEmpty()) {
      return List.of(new TestResult(name(test), description(test), actions.run(test)));
    }
    String variable = Extensions.part(parameters.get(), "variable");
    return Arrays.stream(Extensions.part(parameters.get(), "values").split(",", -1))
        .map(
            value -> {
              actions.variables().set(variable, value);
              String name = name(test) + " [" + variable + "=" + value + "]";
              return new TestResult(name, description(test), actions.run(test));
            })
        .toList();
  }

  private Optional<TestResult> autocreated(Actions actions) {
    List<ActionResult> results =
        fixtures("autocreate").map(fixture -> actions.autocreate(id(fixture))).toList();
    return results.isEmpty() ? Optional.empty() : Optional.of(new TestResult("setup", "", results));
  }

  private void autodelete(Actions actions) {
    fixtures("autodelete").forEach(fixture -> actions.autodelete(id(fixture)));
  }

  private Stream<JsonNode> fixtures(String flag) {
    return ScriptFile.each(script.json(), "fixture")
        .filter(fixture -> fixture.path(flag).asBoolean());
  }

  private ScriptResult skipped(String reason) {
    List<TestResult> tests =
        ScriptFile.each(script.json(), "test")
            .flatMap(test -> skipped(test, reason).stream())
            .toList();
    return result(Optional.empty(), tests, Optional.empty());
  }

  private static List<TestResult> skipped(JsonNode test, String reason) {
    return List.of(new TestResult(name(test), description(test), Actions.skipped(test, reason)));
  }

  private ScriptResult result(
      Optional<TestResult> setup, List<TestResult> tests, Optional<TestResult> teardown) {
    Duration took = Duration.between(start, Instant.now());
    return new ScriptResult(script.name(), script.json(), setup, tests, teardown, start, took);
  }

  private static ActionResult error(ScriptError e) {
    return ActionResult.operation(Result.ERROR, String.valueOf(e.getMessage()));
  }

  private static String id(JsonNode fixture) {
    return fixture.path("id").asText();
  }

  private static String name(JsonNode test) {
    return ScriptFile.text(test, "name").or(() -> ScriptFile.text(test, "id")).orElse("test");
  }

  private static String description(JsonNode test) {
    return ScriptFile.text(test, "description").orElse("");
  }
}
