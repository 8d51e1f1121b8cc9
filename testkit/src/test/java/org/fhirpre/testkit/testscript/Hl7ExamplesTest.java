// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of the R4 specification (as packaged in {@code
 * org.linuxforhealth.fhir:fhir-examples:5.0.0}; CC0) run as they are, and the reports have the form
 * of its example.
 */
class Hl7ExamplesTest {
  private static final Path EXAMPLES = Path.of("src/test/resources/testscripts/hl7");
  private static final Map<String, String> SEARCHED =
      Map.of("PatientSearchFamilyName", "Chalmers", "PatientSearchGivenName", "Peter");

  private final StubServer server = StubServer.answering(new TinyFhirServer());
  private final Target target =
      new Target(List.of(server.base(), server.base()), Map.of(), SEARCHED);

  @TempDir Path reports = Path.of(".");

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void they_pass_on_a_server_that_does_what_they_ask_for() {
    List<String> lifecycle = List.of("testscript-example", "testscript-example-update");
    for (ScriptResult result : run(lifecycle)) {
      assertThat(result.result())
          .as(result.name() + ": " + reasons(result))
          .isIn(Result.PASS, Result.WARNING);
      assertThat(result.tests()).isNotEmpty();
    }
  }

  @Test
  void reads_of_what_is_not_there_fail() {
    ScriptResult read = run(List.of("testscript-example-readtest")).get(0);
    assertThat(read.tests())
        .extracting(TestResult::result)
        .containsExactly(Result.FAIL, Result.PASS, Result.PASS, Result.PASS);
    assertThat(read.result()).isEqualTo(Result.FAIL);
  }

  @Test
  void history_search_and_several_destinations_run_to_their_end() {
    run(List.of("testscript-example-update"));
    List<ScriptResult> results =
        run(
            List.of(
                "testscript-example-history",
                "testscript-example-multisystem",
                "testscript-example-search"));
    assertThat(results)
        .flatExtracting(ScriptResult::tests)
        .allSatisfy(test -> assertThat(test.result()).as(test.reason()).isEqualTo(Result.PASS));
  }

  @Test
  void a_report_is_valid_r4_and_has_the_form_of_the_example() {
    List<ScriptResult> results = run(List.of("testscript-example"));
    TestReports.write(results, target, reports);
    Path file = reports.resolve("testscript-example.json");

    JsonNode report = ScriptFile.tree(file).orElseThrow();
    Content content = Content.of(report.toString());
    String profile = "http://hl7.org/fhir/StructureDefinition/TestReport";
    assertThat(Profiles.failure(content.resource().orElseThrow(), profile)).isEmpty();
    JsonNode example = ScriptFile.tree(EXAMPLES.resolve("testreport-example.json")).orElseThrow();
    Set<String> unknown = paths(report);
    unknown.removeAll(paths(example));
    assertThat(unknown)
        .containsExactlyInAnyOrder(
            "testScript.identifier",
            "testScript.identifier.system",
            "testScript.identifier.value",
            "testScript.display");
    assertThat(report.path("test").path(0).path("action").size())
        .isEqualTo(example.path("test").path(0).path("action").size());
  }

  private List<ScriptResult> run(List<String> names) {
    return TestScripts.in(EXAMPLES).only(names::contains).run(target);
  }

  private static List<String> reasons(ScriptResult result) {
    return java.util.stream.Stream.concat(result.setup().stream(), result.tests().stream())
        .map(TestResult::reason)
        .toList();
  }

  private static Set<String> paths(JsonNode node) {
    Set<String> paths = new TreeSet<>();
    collect(node, "", paths);
    return paths;
  }

  private static void collect(JsonNode node, String at, Set<String> paths) {
    node.properties()
        .forEach(
            field -> {
              String path = at.isEmpty() ? field.getKey() : at + "." + field.getKey();
              paths.add(path);
              collect(field.getValue(), path, paths);
            });
    if (node.isArray()) {
      node.forEach(each -> collect(each, at, paths));
    }
  }
}
