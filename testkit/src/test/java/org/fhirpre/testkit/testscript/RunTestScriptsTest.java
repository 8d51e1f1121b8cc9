// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunTestScriptsTest {
  @TempDir Path folder = Path.of(".");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void prints_a_line_for_each_script_and_writes_both_reports() throws IOException {
    script("Folder/good", "okay");
    try (StubServer server = StubServer.always(200, "{}")) {
      assertThat(run(server.base().toString())).isZero();
    }
    assertThat(out.toString())
        .contains("pass    Folder/good")
        .contains("1 scripts: 1 pass, 0 warning, 0 skip, 0 fail, 0 error");
    assertThat(folder.resolve("report/Folder/good.json")).content().contains("TestReport");
    assertThat(folder.resolve("report/TEST-testscripts.xml"))
        .content()
        .contains("<testcase classname=\"Folder.good\" name=\"one\"");
  }

  @Test
  void a_failure_is_told_with_its_reason_and_by_the_exit_status() throws IOException {
    script("good", "okay");
    script("wrong", "gone");
    try (StubServer server = StubServer.always(200, "{}")) {
      assertThat(run(server.base().toString())).isEqualTo(1);
      assertThat(run(server.base().toString(), "--only", "good")).isZero();
    }
    assertThat(out.toString()).contains("fail  one").contains("410 expected, was 200");
    assertThat(folder.resolve("report/wrong.json")).content().contains("\"result\" : \"fail\"");
  }

  @Test
  void tokens_come_from_a_file_and_reach_no_report() throws IOException {
    script("good", "okay");
    Path variables = folder.resolve("variables.json");
    Files.writeString(variables, "{\"token1\": \"s3cret-bearer\"}");
    try (StubServer server = StubServer.always(200, "{}")) {
      assertThat(run(server.base().toString(), "--variables", variables.toString())).isZero();
      assertThat(server.last().headers()).containsEntry("Authorization", "Bearer s3cret-bearer");
    }
    for (String file : List.of("good.json", "TEST-testscripts.xml")) {
      assertThat(folder.resolve("report").resolve(file)).content().doesNotContain("s3cret-bearer");
    }
  }

  @Test
  void wrong_use_and_no_server_have_statuses_of_their_own() throws IOException {
    assertThat(run("http://localhost:1/fhir")).isEqualTo(2);
    script("good", "okay");
    assertThat(run("http://localhost:1/fhir")).isEqualTo(4);
    assertThat(err.toString()).contains("no TestScript below").contains("no answer to GET");
  }

  private int run(String server, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server", server,
                "--dir", folder.resolve("scripts").toString(),
                "--report", folder.resolve("report").toString()));
    arguments.addAll(List.of(more));
    return new CommandLine(new RunTestScripts())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private void script(String name, String response) throws IOException {
    Path file = folder.resolve("scripts").resolve(name + ".json");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "{\"resourceType\": \"TestScript\", \"url\": \"urn:example\", "
            + Scripts.test(
                Scripts.read() + "," + Scripts.assertion("\"response\": \"" + response + "\""))
            + "}");
  }
}
