// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Results as FHIR R4 {@code TestReport}, one file for each script, in its folder below the reports.
 * They hold no token and no body, and no detail link.
 */
public final class TestReports {
  private static final String TESTER = "fhir-pre testkit";

  private final Target target;
  private final String software;

  private TestReports(Target target, String software) {
    this.target = target;
    this.software = software;
  }

  /** Asks the target for its name and writes all reports. */
  public static void write(List<ScriptResult> results, Target target, Path folder) {
    String software = new Capabilities(target, new HttpSender()).software();
    TestReports reports = new TestReports(target, software);
    results.forEach(result -> reports.write(result, folder));
  }

  private void write(ScriptResult result, Path folder) {
    Path file = folder.resolve(result.name() + ".json");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Content.JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), report(result));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode report(ScriptResult result) {
    ObjectNode report = Content.JSON.createObjectNode();
    report.put("resourceType", "TestReport");
    report.put("name", result.name());
    report.put("status", "completed");
    report.set("testScript", testScript(result));
    report.put("result", result.result().isBad() ? "fail" : "pass");
    score(result).ifPresent(score -> report.put("score", score));
    report.put("tester", TESTER);
    report.put("issued", result.issued().toString());
    report.set("participant", participants());
    result.setup().ifPresent(setup -> report.set("setup", phase(setup)));
    if (!result.tests().isEmpty()) {
      ArrayNode tests = report.putArray("test");
      result.tests().forEach(test -> tests.add(test(test)));
    }
    result.teardown().flatMap(this::teardown).ifPresent(each -> report.set("teardown", each));
    return report;
  }

  private static ObjectNode testScript(ScriptResult result) {
    ObjectNode reference = Content.JSON.createObjectNode();
    JsonNode script = result.script();
    ScriptFile.text(script, "id").ifPresent(id -> reference.put("reference", "TestScript/" + id));
    reference
        .putObject("identifier")
        .put("system", "urn:ietf:rfc:3986")
        .put(
            "value",
            ScriptFile.text(script, "url").orElse("urn:fhirpre:testscript:" + result.name()));
    reference.put("display", ScriptFile.text(script, "name").orElse(result.name()));
    return reference;
  }

  /** 100 × passed ÷ executed, with two decimals; absent if no test was executed. */
  private static Optional<BigDecimal> score(ScriptResult result) {
    long executed = result.tests().size() - result.count(Result.SKIP);
    if (executed == 0) {
      return Optional.empty();
    }
    long passed = result.count(Result.PASS) + result.count(Result.WARNING);
    return Optional.of(
        BigDecimal.valueOf(passed * 100)
            .divide(BigDecimal.valueOf(executed), 2, RoundingMode.HALF_UP));
  }

  private ArrayNode participants() {
    ArrayNode participants = Content.JSON.createArrayNode();
    participants
        .addObject()
        .put("type", "test-engine")
        .put("uri", "urn:fhirpre:testkit")
        .put("display", TESTER);
    target
        .bases()
        .forEach(
            base -> {
              ObjectNode server = participants.addObject();
              server.put("type", "server").put("uri", base.toString());
              if (!software.isEmpty()) {
                server.put("display", software);
              }
            });
    return participants;
  }

  private static ObjectNode test(TestResult test) {
    ObjectNode node = phase(test);
    node.put("name", test.name());
    if (!test.description().isEmpty()) {
      node.put("description", test.description());
    }
    return node;
  }

  private static ObjectNode phase(TestResult test) {
    ObjectNode node = Content.JSON.createObjectNode();
    ArrayNode actions = node.putArray("action");
    test.actions().forEach(action -> add(actions, action));
    return node;
  }

  /** R4 has operations only in a teardown. */
  private Optional<ObjectNode> teardown(TestResult test) {
    ObjectNode node = Content.JSON.createObjectNode();
    ArrayNode actions = node.putArray("action");
    test.actions().stream()
        .filter(action -> action.kind() == ActionResult.Kind.OPERATION)
        .forEach(action -> add(actions, action));
    return actions.isEmpty() ? Optional.empty() : Optional.of(node);
  }

  private static void add(ArrayNode actions, ActionResult action) {
    actions
        .addObject()
        .putObject(action.kind().element())
        .put("result", action.result().code())
        .put("message", action.message());
  }
}
