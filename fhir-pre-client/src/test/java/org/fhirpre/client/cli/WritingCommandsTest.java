// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.fhirpre.client.TestFhirServer;
import org.fhirpre.client.TestWard;
import org.fhirpre.client.cli.CommandRunner.Result;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.client.keystore.Passphrase;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.RegistrationContext;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WritingCommandsTest {
  private static final String DONE =
      "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\",\"entry\":[{\"response\":{\"status\":\"201 Created\"}}]}";

  private final TestFhirServer server = new TestFhirServer();

  @TempDir Path folder;
  private CommandRunner fhirpre;

  @BeforeEach
  void prepare() {
    fhirpre = new CommandRunner(folder, "secret");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Result online(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--server", server.base(), "--token", TestFhirServer.TOKEN));
    return fhirpre.run(all.toArray());
  }

  @Test
  void register_proves_possession_of_the_key() {
    Path key = folder.resolve("key");
    fhirpre.run("keygen", "--key", key, "--name", "office");
    server.answer("POST /fhir/Practitioner/7/$register-key", 200, "{}");
    Result result = online("register", "Practitioner/7", "--key", key);
    assertThat(result.status()).isZero();
    Parameters sent =
        TestWard.CONTEXT.newJsonParser().parseResource(Parameters.class, server.bodies.get(0));
    byte[] proof =
        Base64.getUrlDecoder().decode(sent.getParameter("proof").getValue().primitiveValue());
    Instant time = Instant.parse(sent.getParameter("time").getValue().primitiveValue());
    try (Keystore keystore = Keystore.read(key, Passphrase.of("secret".toCharArray()))) {
      PossessionProof.fromBytes(proof)
          .verify(
              keystore.readers().get(0).key().publicKey(),
              RegistrationContext.forSubject("Practitioner/7", server.base(), time));
    }
    assertThat(fhirpre.run("keys", "--key", key).out()).contains("office", "Practitioner/7");
  }

  @Test
  void register_that_is_refused_is_not_remembered() {
    Path key = folder.resolve("key");
    fhirpre.run("keygen", "--key", key);
    assertThat(online("register", "Practitioner/7", "--key", key).status()).isEqualTo(1);
    assertThat(fhirpre.run("keys", "--key", key).out()).doesNotContain("Practitioner/7");
    assertThat(online("register", "Observation/7", "--key", key).status()).isEqualTo(2);
  }

  @Test
  void keygen_adds_only_when_told_to() {
    Path key = folder.resolve("key");
    fhirpre.run("keygen", "--key", key);
    assertThat(fhirpre.run("keygen", "--key", key).status()).isEqualTo(2);
    assertThat(fhirpre.run("keygen", "--key", key, "--add").status()).isZero();
    assertThat(fhirpre.run("keys", "--key", key).out().lines()).hasSize(2);
    assertThat(online("register", "Practitioner/7", "--key", key).status()).isEqualTo(2);
  }

  @Test
  void grant_and_revoke_print_address_and_state() {
    String consent = "{\"resourceType\":\"Consent\",\"status\":\"active\"}";
    server.answer(
        "POST /fhir/Consent", 201, "{}", "Location", server.base() + "/Consent/5/_history/1");
    server.answer(
        "GET /fhir/Consent/5/$consent-enforcement-status",
        200,
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"consent\",\"part\":[{\"name\":\"state\",\"valueCode\":\"enforced\"}]}]}");
    Result granted = fhirpre.input(consent).run(withServer("grant", "-"));
    assertThat(granted.status()).isZero();
    assertThat(granted.out()).contains("/Consent/5/_history/1", "\"state\":\"enforced\"");
    server.answer(
        "GET /fhir/Consent/5",
        200,
        "{\"resourceType\":\"Consent\",\"id\":\"5\",\"meta\":{\"versionId\":\"1\"},\"status\":\"active\"}");
    server.answer("PUT /fhir/Consent/5", 200, "{}");
    assertThat(online("revoke", "Consent/5").status()).isZero();
    assertThat(server.bodies.get(server.requests.indexOf("PUT /fhir/Consent/5")))
        .contains("\"inactive\"");
    assertThat(online("revoke", "Patient/5").status()).isEqualTo(2);
  }

  private Object[] withServer(String command, String argument) {
    return new Object[] {
      command, argument, "--server", server.base(), "--token", TestFhirServer.TOKEN
    };
  }

  @Test
  void put_stores_under_the_resources_own_id() {
    server.answer("PUT /fhir/Observation/o1", 200, "{}");
    String json =
        TestWard.CONTEXT.newJsonParser().encodeResourceToString(TestWard.observation("o1"));
    assertThat(fhirpre.input(json).run(withServer("put", "-")).status()).isZero();
    assertThat(fhirpre.input("{}").run(withServer("put", "-")).status()).isEqualTo(2);
    assertThat(fhirpre.input("no json").run(withServer("put", "-")).status()).isEqualTo(2);
  }

  private void file(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (name.endsWith(".gz")) {
      ByteArrayOutputStream compressed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
        gzip.write(bytes);
      }
      bytes = compressed.toByteArray();
    }
    Files.createDirectories(folder.resolve("data"));
    Files.write(folder.resolve("data").resolve(name), bytes);
  }

  private static String bundle(String mark) {
    return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"id\":\"" + mark + "\"}";
  }

  @Test
  void load_posts_in_order_and_resumes() throws IOException {
    file("p2.json", bundle("p2"));
    file("p1.json.gz", bundle("p1"));
    file("x-practitioners.json", bundle("practitioners"));
    file("y-hospitals.json.gz", bundle("hospitals"));
    server.answer("POST /fhir", 200, DONE);
    Result first = online("load", folder.resolve("data"));
    assertThat(first.status()).isZero();
    assertThat(first.out().lines()).hasSize(4).allMatch(line -> line.contains("\"loaded\""));
    List<String> posted = server.bodies.stream().filter(body -> !body.isEmpty()).toList();
    assertThat(posted)
        .containsExactly(bundle("hospitals"), bundle("practitioners"), bundle("p1"), bundle("p2"));
    assertThat(online("load", folder.resolve("data")).out().lines())
        .hasSize(4)
        .allMatch(line -> line.contains("loaded-before"));
    assertThat(server.bodies.stream().filter(body -> !body.isEmpty())).hasSize(4);
    online("load", folder.resolve("data"), "--again", "--quiet");
    assertThat(server.bodies.stream().filter(body -> !body.isEmpty())).hasSize(8);
  }

  @Test
  void load_reports_each_failure_and_goes_on() throws IOException {
    file("a.json", "garbage");
    file("b.json", "{\"resourceType\":\"Patient\"}");
    file("c.json", bundle("c"));
    server.answer("POST /fhir", 422, "{}");
    Result refused = online("load", folder.resolve("data"), "--quiet");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.out().lines()).hasSize(3);
    assertThat(refused.err().lines()).hasSize(3);
    server.answer("POST /fhir", 200, DONE.replace("201 Created", "409 Conflict"));
    Result partly = online("load", folder.resolve("data/c.json"));
    assertThat(partly.status()).isEqualTo(1);
    assertThat(partly.out()).contains("\"partly\"");
  }

  @Test
  void load_starts_anew_on_another_installation_at_the_same_address() throws IOException {
    file("a.json", bundle("a"));
    server.answer("POST /fhir", 200, DONE);
    try (TestWard first = new TestWard(TestWard.patientKeys(), TestWard.terminal());
        TestWard second = new TestWard(TestWard.patientKeys(), TestWard.terminal())) {
      server.publish(first.sealer);
      online("load", folder.resolve("data"));
      assertThat(online("load", folder.resolve("data")).out()).contains("loaded-before");
      server.publish(second.sealer);
      assertThat(online("load", folder.resolve("data")).out()).doesNotContain("loaded-before");
    }
  }

  @Test
  void the_demo_clients_file_gives_secrets_by_client() throws IOException {
    Path clients = folder.resolve("clients.json");
    Files.writeString(
        clients,
        "{\"clients\":[{\"client_id\":\"a\",\"client_secret\":\"s\",\"fhirUser\":\"Practitioner/1\"}]}");
    server.answer("POST /oauth2/token", 200, "{\"access_token\":\"" + TestFhirServer.TOKEN + "\"}");
    server.answer("GET /fhir/Observation/o1", TestWard.observation("o1"));
    Object[] read = {
      "read",
      "Observation/o1",
      "--server",
      server.base(),
      "--client-secret-file",
      clients,
      "--client-id",
      "a"
    };
    assertThat(fhirpre.run(read).status()).isZero();
    read[read.length - 1] = "unknown";
    assertThat(fhirpre.run(read).status()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "read",
        "read Patient/1",
        "read Patient/1 --server not-an-address",
        "read Patient/1 --server ftp://localhost/fhir",
        "read Patient/1 --server http://localhost/fhir --format yaml",
        "read Patient/1 --server http://localhost/fhir --client-id x",
        "decrypt missing.json --key missing",
        "keys --key missing",
        "load missing --server http://localhost/fhir",
        "agent --port 1"
      })
  void wrong_use_ends_with_2_and_one_line(String arguments) {
    Result result = fhirpre.run((Object[]) arguments.split(" "));
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
  }
}
