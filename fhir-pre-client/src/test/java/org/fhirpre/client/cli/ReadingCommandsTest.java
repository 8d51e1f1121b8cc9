// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.fhirpre.client.TestFhirServer;
import org.fhirpre.client.TestSealer;
import org.fhirpre.client.TestWard;
import org.fhirpre.client.cli.CommandRunner.Result;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.client.keystore.Passphrase;
import org.fhirpre.client.keystore.PatientEntry;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingCommandsTest {
  private final TestFhirServer server = new TestFhirServer();

  @TempDir Path folder;
  private CommandRunner fhirpre;
  private Path key;
  private Keystore keystore;
  private TestWard ward;

  @BeforeEach
  void prepare() {
    fhirpre = new CommandRunner(folder, "secret");
    key = folder.resolve("key");
    assertThat(fhirpre.run("keygen", "--key", key).status()).isZero();
    keystore = Keystore.read(key, Passphrase.of("secret".toCharArray()));
    ward = new TestWard(TestWard.patientKeys(), keystore.readers().get(0).key());
    server.publish(ward.sealer);
    server.answer("GET /fhir/Observation/o1", ward.shownToReader("o1"));
  }

  @AfterEach
  void close() {
    ward.close();
    server.close();
  }

  private Result online(String command, String query, Object... more) {
    Object[] all = new Object[6 + more.length];
    all[0] = command;
    all[1] = query;
    all[2] = "--server";
    all[3] = server.base();
    all[4] = "--token";
    all[5] = TestFhirServer.TOKEN;
    System.arraycopy(more, 0, all, 6, more.length);
    return fhirpre.run(all);
  }

  @Test
  void read_opens_with_a_key_and_leaves_sealed_without() {
    Result opened = online("read", "Observation/o1", "--key", key);
    assertThat(opened.status()).isZero();
    assertThat(opened.out()).contains(TestWard.FINDING);
    assertThat(opened.err()).isEmpty();
    Result sealed = online("read", "Observation/o1");
    assertThat(sealed.status()).isZero();
    assertThat(sealed.out()).doesNotContain(TestWard.FINDING).contains("umbral-secp256k1-v1");
    assertThat(online("read", "Observation/o1", "--raw", "--key", key).out())
        .doesNotContain(TestWard.FINDING);
  }

  @Test
  void read_of_what_is_not_granted_ends_with_1_and_one_line() {
    Result refused = online("read", "Observation/o9", "--key", key);
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .isEqualTo("fhirpre: the server answered 404" + System.lineSeparator());
  }

  @Test
  void read_of_what_does_not_open_ends_with_3() {
    Observation damaged = ward.shownToReader("o2");
    damaged.getMeta().setVersionId("9");
    server.answer("GET /fhir/Observation/o2", damaged);
    Result single = online("read", "Observation/o2", "--key", key);
    assertThat(single.status()).isEqualTo(3);
    assertThat(single.out()).isEmpty();
    server.answer(
        "GET /fhir/Observation?x=y", TestWard.searchset(ward.shownToReader("o1"), damaged));
    Result bundle = online("read", "Observation?x=y", "--key", key);
    assertThat(bundle.status()).isEqualTo(3);
    assertThat(bundle.out()).contains(TestWard.FINDING, "open-failed");
    assertThat(bundle.err().lines()).hasSize(1);
  }

  @Test
  void search_collects_all_pages_in_each_format() {
    Bundle first = TestWard.searchset(ward.shownToReader("o1"));
    first.addLink().setRelation("next").setUrl(server.base() + "?page=2");
    server.answer("GET /fhir/Observation", first);
    server.answer("GET /fhir?page=2", TestWard.searchset(ward.shownToReader("o2")));
    Result json = online("search", "Observation", "--key", key);
    assertThat(json.status()).isZero();
    Bundle all = TestWard.CONTEXT.newJsonParser().parseResource(Bundle.class, json.out());
    assertThat(all.getEntry()).hasSize(2);
    assertThat(online("search", "Observation", "--key", key, "--format", "ndjson").out().lines())
        .hasSize(2)
        .allMatch(line -> line.contains(TestWard.FINDING));
    assertThat(online("search", "Observation", "--key", key, "--format", "table").out().lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("Observation/o2") && line.endsWith("opened   "));
    assertThat(online("search", "Observation", "--pages", "1", "--format", "ndjson").out().lines())
        .hasSize(1);
  }

  @Test
  void decrypt_opens_a_saved_answer_with_trusted_signing_keys() throws IOException {
    Path saved = folder.resolve("saved.json");
    Files.writeString(saved, online("read", "Observation/o1", "--raw").out());
    Path trusted = folder.resolve("trusted.json");
    Files.writeString(
        trusted, "{\"keys\":[" + ward.sealer.signingKey.toPublicJWK().toJSONString() + "]}");
    Result opened = fhirpre.run("decrypt", saved, "--key", key, "--signing-keys", trusted);
    assertThat(opened.status()).isZero();
    assertThat(opened.out()).contains(TestWard.FINDING);
    assertThat(fhirpre.run("decrypt", saved, "--key", key).status()).isEqualTo(2);
    Files.writeString(trusted, "{\"keys\":[]}");
    assertThat(fhirpre.run("decrypt", saved, "--key", key, "--signing-keys", trusted).status())
        .isEqualTo(3);
  }

  @Test
  void inspect_shows_the_envelope_and_nothing_else() {
    String raw = online("read", "Observation/o1", "--raw").out();
    Result shown = fhirpre.input(raw).run("inspect", "-");
    assertThat(shown.status()).isZero();
    assertThat(shown.out())
        .contains("\"state\":\"sealed\"", "\"view\":\"reader\"", "fhir-pre+jwe")
        .doesNotContain(TestWard.FINDING);
    Result damaged = fhirpre.input(raw.replace("umbral-secp256k1-v1", "other")).run("inspect", "-");
    assertThat(damaged.status()).isEqualTo(3);
  }

  @Test
  void the_owner_reads_with_the_agents_keystore() {
    Path agentFile = folder.resolve("agent");
    Passphrase passphrase = Passphrase.of("secret".toCharArray());
    try (Keystore agent = Keystore.create(agentFile, passphrase, new SecureRandom())) {
      PatientEntry patient = agent.patientOrNew("Patient/1");
      TestWard own = new TestWard(patient.keys(), TestWard.terminal());
      server.publish(own.sealer);
      TestSealer.Sealed sealed = own.seal(TestWard.observation("o3"), own.segment("NORMAL"));
      agent.addSegments(patient, own.labels);
      server.answer(
          "GET /fhir/Observation/o3",
          TestWard.shell("o3", TestSealer.envelope(sealed, own.ownerShares(sealed))));
      Result opened =
          online("read", "Observation/o3", "--key", agentFile, "--patient", "Patient/1");
      assertThat(opened.status()).isZero();
      assertThat(opened.out()).contains(TestWard.FINDING);
      assertThat(online("read", "Observation/o3", "--key", agentFile).status()).isEqualTo(2);
    }
  }

  @Test
  void a_server_that_does_not_answer_ends_with_4() {
    server.close();
    Result result = online("read", "Observation/o1", "--key", key);
    assertThat(result.status()).isEqualTo(4);
    assertThat(result.err().lines()).hasSize(1);
  }

  @Test
  void a_wrong_passphrase_ends_with_3() {
    fhirpre = new CommandRunner(folder, "wrong");
    Result result = online("read", "Observation/o1", "--key", key);
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err().lines()).hasSize(1);
  }

  @Test
  void export_waits_and_opens_its_files_line_by_line() {
    String job = server.base() + "/$export-poll-status?_jobId=7";
    server.answer(
        "GET /fhir/Patient/p1/$export?_type=Observation", 202, "", "Content-Location", job);
    server.answer("GET /fhir/$export-poll-status?_jobId=7", 200, manifest("Binary/f1"));
    Observation damaged = ward.shownToReader("o2");
    damaged.getMeta().setVersionId("9");
    server.answer("GET /fhir/Binary/f1", 200, line(ward.shownToReader("o1")) + line(damaged));

    Result opened =
        online("export", "Patient/p1", "--type", "Observation", "--key", key, "--format", "ndjson");

    assertThat(opened.status()).isEqualTo(3);
    assertThat(opened.out().lines().filter(line -> line.contains(TestWard.FINDING))).hasSize(1);
    assertThat(opened.err()).contains("1 sealed resources could not be opened");
  }

  @Test
  void export_follows_no_file_elsewhere() {
    String job = server.base() + "/$export-poll-status?_jobId=7";
    server.answer("GET /fhir/Patient/p1/$export", 202, "", "Content-Location", job);
    String foreign = manifest("").replace(server.base(), "http://elsewhere.example.org/fhir");
    server.answer("GET /fhir/$export-poll-status?_jobId=7", 200, foreign);
    assertThat(online("export", "Patient/p1", "--key", key).status()).isEqualTo(2);
  }

  private String manifest(String file) {
    return "{\"output\":[{\"type\":\"Observation\",\"url\":\""
        + server.base()
        + "/"
        + file
        + "\"}]}";
  }

  private static String line(Observation shell) {
    return TestWard.CONTEXT.newJsonParser().encodeResourceToString(shell) + "\n";
  }
}
