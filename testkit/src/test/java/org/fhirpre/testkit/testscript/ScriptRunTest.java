// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.fhirpre.testkit.testscript.StubServer.Answer;
import org.junit.jupiter.api.Test;

class ScriptRunTest {
  private static final String OKAY = Scripts.assertion("\"response\": \"okay\"");
  private static final String GONE = Scripts.assertion("\"response\": \"gone\"");
  private static final String IGNIXA = "http://ignixa.io/testscript/";

  @Test
  void a_failed_setup_skips_the_tests_and_the_teardown_still_runs() {
    try (StubServer server = StubServer.always(200, "{}")) {
      ScriptResult result =
          Scripts.run(
              server,
              phase("setup", Scripts.read() + "," + GONE)
                  + ","
                  + Scripts.test(Scripts.read())
                  + ","
                  + phase("teardown", Scripts.read() + "," + GONE));
      assertThat(result.result()).isEqualTo(Result.FAIL);
      assertThat(Scripts.only(result).result()).isEqualTo(Result.SKIP);
      assertThat(Scripts.only(result).reason()).startsWith("the setup did not succeed: ");
      assertThat(result.teardown().orElseThrow().result()).isEqualTo(Result.FAIL);
      assertThat(server.received()).hasSize(2);
    }
  }

  @Test
  void the_teardown_never_changes_the_result() {
    try (StubServer server = StubServer.always(200, "{}")) {
      ScriptResult result =
          Scripts.run(
              server,
              Scripts.test(Scripts.read() + "," + OKAY)
                  + ","
                  + phase("teardown", Scripts.read() + "," + GONE));
      assertThat(result.result()).isEqualTo(Result.PASS);
    }
  }

  @Test
  void an_undefined_variable_is_an_error_that_names_it() {
    try (StubServer server = StubServer.always(200, "{}")) {
      String use = Scripts.operation("\"type\": {\"code\": \"read\"}, \"url\": \"X/${nobody}\"");
      TestResult test = Scripts.only(Scripts.run(server, Scripts.test(use)));
      assertThat(test.result()).isEqualTo(Result.ERROR);
      assertThat(test.reason()).isEqualTo("no value for variable nobody");
      assertThat(server.received()).isEmpty();
    }
  }

  @Test
  void unknown_operations_and_extensions_are_errors() {
    try (StubServer server = StubServer.always(200, "{}")) {
      String operation = Scripts.operation("\"type\": {\"code\": \"guess\"}, \"url\": \"X\"");
      assertThat(Scripts.only(Scripts.run(server, Scripts.test(operation))).reason())
          .isEqualTo("unknown operation guess");
      String script = extension("assertionMaybe", "\"valueString\": \"x\"");
      assertThat(Scripts.run(server, script + "," + Scripts.test(Scripts.read())).result())
          .isEqualTo(Result.ERROR);
    }
  }

  @Test
  void gates_by_version_and_capability_skip_with_the_reason() {
    try (StubServer server = StubServer.always(200, "{}")) {
      String capability = "rest.resource.where(type='Patient').updateCreate = ";
      ScriptResult result =
          Scripts.run(
              server,
              "\"test\": ["
                  + gated("fhirVersions", "4.0,5.0")
                  + ","
                  + gated("fhirVersions", "5.0")
                  + ","
                  + gated("requiresCapability", capability + "true")
                  + ","
                  + gated("requiresCapability", capability + "false")
                  + "]");
      assertThat(result.tests())
          .extracting(TestResult::result)
          .containsExactly(Result.PASS, Result.SKIP, Result.PASS, Result.SKIP);
      assertThat(result.tests().get(1).reason()).isEqualTo("for FHIR 5.0");
    }
  }

  @Test
  void a_gate_without_capabilities_stops_the_run() {
    Target nobody = Target.of(java.net.URI.create("http://localhost:1/fhir"));
    String script = "\"test\": [" + gated("requiresCapability", "true") + "]";
    assertThatThrownBy(() -> Scripts.run(nobody, script)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void a_group_passes_if_one_member_does_and_warnings_do_not_weaken_it() {
    try (StubServer server = StubServer.always(410, "{}")) {
      String gone = member("gone");
      String absent = member("notFound");
      String bad = member("bad");
      assertThat(group(server, gone, absent).result()).isEqualTo(Result.PASS);
      assertThat(group(server, absent, gone).result()).isEqualTo(Result.PASS);
      assertThat(group(server, absent, bad).result()).isEqualTo(Result.FAIL);
      assertThat(group(server, gone).result()).isEqualTo(Result.ERROR);
      assertThat(group(server, gone, absent).actions()).hasSize(2);
    }
  }

  @Test
  void a_conditional_assert_counts_only_after_the_status_that_it_names() {
    try (StubServer server = StubServer.always(202, "{}")) {
      String first =
          Scripts.operation(
              "\"type\": {\"code\": \"delete\"}, \"url\": \"X/1\", \"responseId\": \"first\"");
      String when =
          "\"extension\": [{\"url\": \"%sassertionWhenResponseStatus\", \"extension\": ["
              + "{\"url\": \"sourceId\", \"valueString\": \"first\"},"
              + "{\"url\": \"status\", \"valueInteger\": %d}]}], \"response\": \"gone\"";
      String applies = Scripts.assertion(when.formatted(IGNIXA, 202));
      String not = Scripts.assertion(when.formatted(IGNIXA, 200));
      assertThat(Scripts.only(Scripts.run(server, Scripts.test(first + "," + applies))).result())
          .isEqualTo(Result.FAIL);
      assertThat(Scripts.only(Scripts.run(server, Scripts.test(first + "," + not))).actions())
          .hasSize(1);
    }
  }

  @Test
  void a_parametrised_test_runs_once_for_each_value() {
    try (StubServer server = StubServer.always(200, "{}")) {
      String read = Scripts.operation("\"type\": {\"code\": \"read\"}, \"url\": \"X/${id}\"");
      String parameters =
          "\"extension\": [{\"url\": \"%sparametrize\", \"extension\": ["
              + "{\"url\": \"variable\", \"valueString\": \"id\"},"
              + "{\"url\": \"values\", \"valueString\": \"a,b\"}]}]";
      ScriptResult result =
          Scripts.run(
              server,
              "\"test\": [{\"name\": \"t\", %s, \"action\": [%s]}]"
                  .formatted(parameters.formatted(IGNIXA), read));
      assertThat(result.tests())
          .extracting(TestResult::name)
          .containsExactly("t [id=a]", "t [id=b]");
      assertThat(server.received())
          .extracting(StubServer.Received::path)
          .containsExactly("X/a", "X/b");
    }
  }

  @Test
  void waiting_repeats_the_request_while_the_status_says_not_yet() {
    AtomicInteger asked = new AtomicInteger();
    try (StubServer server =
        StubServer.answering(request -> Answer.of(asked.incrementAndGet() < 3 ? 202 : 200, "{}"))) {
      String wait =
          "\"extension\": [{\"url\": \"%swaitFor\", \"extension\": ["
              + "{\"url\": \"pollingStatusCode\", \"valueInteger\": 202},"
              + "{\"url\": \"maxAttempts\", \"valueInteger\": 5},"
              + "{\"url\": \"intervalMs\", \"valueInteger\": 1}]}]";
      String poll =
          Scripts.operation(
              "\"type\": {\"code\": \"read\"}, \"url\": \"job\", " + wait.formatted(IGNIXA));
      assertThat(Scripts.only(Scripts.run(server, Scripts.test(poll + "," + OKAY))).result())
          .isEqualTo(Result.PASS);
      assertThat(asked).hasValue(3);
    }
  }

  @Test
  void okay_means_any_success_of_a_write_in_scripts_without_url_only() {
    try (StubServer server = StubServer.always(204, "")) {
      String delete = Scripts.operation("\"type\": {\"code\": \"delete\"}, \"url\": \"X/1\"");
      String strict = Scripts.test(delete + "," + OKAY);
      assertThat(Scripts.run(server, strict).result()).isEqualTo(Result.FAIL);
      ScriptFile lax =
          new ScriptFile(
              "lax",
              java.nio.file.Path.of("lax.json"),
              Content.of("{" + strict + "}").json().orElseThrow());
      Target target = Target.of(server.base());
      HttpSender http = new HttpSender();
      assertThat(new ScriptRun(lax, target, new Capabilities(target, http), http).result().result())
          .isEqualTo(Result.PASS);
    }
  }

  @Test
  void fixtures_are_created_and_deleted_where_the_script_says_so() {
    try (StubServer server = StubServer.always(201, "{}")) {
      Scripts.run(
          server,
          "\"fixture\": [{\"id\": \"f\", \"autocreate\": true, \"autodelete\": true,"
              + " \"resource\": {\"resourceType\": \"Patient\", \"id\": \"p1\"}}],"
              + Scripts.test(Scripts.read()));
      assertThat(server.received())
          .extracting(each -> each.method() + " " + each.path())
          .containsExactly("PUT Patient/p1", "GET Patient/1", "DELETE Patient/p1");
    }
  }

  @Test
  void variables_come_from_the_caller_then_from_their_source_then_from_their_default() {
    try (StubServer server =
        StubServer.answering(
            request ->
                new Answer(
                    200, Map.of("X-Job", "j7"), "{\"resourceType\":\"Patient\",\"id\":\"9\"}"))) {
      String read =
          Scripts.operation("\"type\":{\"code\":\"read\"},\"url\":\"A\",\"responseId\":\"r\"");
      String use =
          Scripts.operation(
              "\"type\":{\"code\":\"read\"},\"url\":\"${given}/${id}/${job}/${none}/${D3}\"");
      Target target = new Target(List.of(server.base()), Map.of(), Map.of("given", "g"));
      Scripts.run(
          target,
          "\"variable\": ["
              + "{\"name\": \"given\", \"defaultValue\": \"d\"},"
              + "{\"name\": \"id\", \"sourceId\": \"r\", \"path\": \"id\"},"
              + "{\"name\": \"job\", \"sourceId\": \"r\", \"headerField\": \"x-job\"},"
              + "{\"name\": \"none\", \"sourceId\": \"r\", \"expression\": \"Patient.gender\","
              + " \"defaultValue\": \"unknown\"}],"
              + Scripts.test(read + "," + use));
      assertThat(server.last().path()).matches("g/9/j7/unknown/\\d{3}");
    }
  }

  private static TestResult group(StubServer server, String... members) {
    return Scripts.only(
        Scripts.run(server, Scripts.test(Scripts.read() + "," + String.join(",", members))));
  }

  private static String member(String response) {
    return Scripts.assertion(
        extension("assertionAnyOfGroup", "\"valueString\": \"g\"")
            + ", \"warningOnly\": true, \"response\": \""
            + response
            + "\"");
  }

  private static String gated(String gate, String value) {
    return "{\"name\": \"t\", "
        + extension(gate, "\"valueString\": \"" + value + "\"")
        + ", \"action\": ["
        + Scripts.read()
        + "]}";
  }

  private static String extension(String name, String value) {
    return "\"extension\": [{\"url\": \"" + IGNIXA + name + "\", " + value + "}]";
  }

  private static String phase(String name, String actions) {
    return "\"" + name + "\": {\"action\": [" + actions + "]}";
  }
}
