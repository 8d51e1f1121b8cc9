// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fhirpre.client.TestFhirServer;
import org.fhirpre.client.TestWard;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.client.keystore.Passphrase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as a process of its own. */
class ProcessIT {
  private static final Path JAR = Path.of("target", "fhirpre.jar").toAbsolutePath();

  @TempDir Path folder;

  private record Result(int status, String out, String err) {}

  private Process start(Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(JAR.toString());
    for (Object each : arguments) {
      command.add(each.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("FHIRPRE_PASSPHRASE", "secret");
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    return builder.start();
  }

  private Result run(Object... arguments) throws Exception {
    Process process = start(arguments);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }

  @Test
  void makes_a_key_and_opens_a_record_with_it() throws Exception {
    Path key = folder.resolve("key");
    assertThat(run("keygen", "--key", key).status()).isZero();
    try (TestFhirServer server = new TestFhirServer();
        Keystore keystore = Keystore.read(key, Passphrase.of("secret".toCharArray()));
        TestWard ward = new TestWard(TestWard.patientKeys(), keystore.readers().get(0).key())) {
      server.publish(ward.sealer);
      server.answer("GET /fhir/Observation/o1", ward.shownToReader("o1"));
      Result read =
          run(
              "read",
              "Observation/o1",
              "--server",
              server.base(),
              "--token",
              TestFhirServer.TOKEN,
              "--key",
              key);
      assertThat(read.err()).isEmpty();
      assertThat(read.status()).isZero();
      assertThat(read.out()).startsWith("{").contains(TestWard.FINDING);
    }
  }

  @Test
  void keeps_what_the_agent_acknowledged_when_it_is_killed() throws Exception {
    String first = enrolled();
    assertThat(enrolled()).isEqualTo(first);
  }

  /** Starts an agent, enrols a patient, kills the agent without warning. */
  private String enrolled() throws Exception {
    Path token = folder.resolve("token");
    Process process =
        start(
            "agent",
            "--keystore",
            folder.resolve("agent-keys"),
            "--port",
            "0",
            "--token-file",
            token);
    try {
      String address = address(process);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + "/v1/patients"))
              .header("Authorization", "Bearer " + Files.readString(token).strip())
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"patient\":\"Patient/1\",\"server\":\"http://x/fhir\",\"time\":1}"))
              .build();
      String body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
      return body.substring(0, body.indexOf("\"possession\""));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private String address(Process process) throws Exception {
    String marker = "key agent answers at ";
    for (int i = 0; i < 300 && process.isAlive(); i++) {
      String said = Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
      if (said.contains(marker) && said.endsWith("\n")) {
        return said.substring(said.indexOf(marker) + marker.length()).strip();
      }
      Thread.sleep(100);
    }
    throw new AssertionError(Files.readString(folder.resolve("err")));
  }
}
