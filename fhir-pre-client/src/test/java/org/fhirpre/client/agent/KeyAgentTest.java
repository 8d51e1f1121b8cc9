// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.json.StrictJson;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.client.keystore.Passphrase;
import org.fhirpre.crypto.DelegatorPublicKey;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.KeyFragVerifyingKey;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.PractitionerKeys;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.VerifiedGrant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real HTTP, as the FHIR server talks to it. */
class KeyAgentTest {
  private static final String SERVER = "http://localhost:8080/fhir";
  private static final long TIME = 1_790_000_000L;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final HttpClient http = HttpClient.newHttpClient();
  private final SegmentId segment = SegmentId.random(RANDOM);

  @TempDir Path folder;
  private KeyAgent agent;

  @BeforeEach
  void start() {
    agent = KeyAgent.start(AgentConfig.temporary(folder.resolve("token")));
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) throws IOException {
    String token = Files.readString(folder.resolve("token")).strip();
    return HttpRequest.newBuilder(URI.create(agent.uri() + path))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return StrictJson.tree(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(JsonNode text) {
    return Base64.getUrlDecoder().decode(text.asText());
  }

  private static String patient(String id) {
    return "{\"patient\":\"Patient/%s\",\"server\":\"%s\",\"time\":%d}".formatted(id, SERVER, TIME);
  }

  private String segments(String facet) {
    return "{\"patient\":\"Patient/1\",\"segments\":[{\"segment\":\"%s\",\"facet\":\"%s\",\"group\":\"clinical\",\"epoch\":\"2026\"}]}"
        .formatted(segment, facet);
  }

  private static String readerKey() {
    try (RootSeed seed = RootSeed.random(RANDOM);
        PractitionerKeys keys = PractitionerKeys.of(seed);
        var key = keys.terminal(0)) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(key.publicKey().toBytes());
    }
  }

  private String grant(String delegatee, int depth, long notBefore, long notAfter) {
    return "{\"patient\":\"Patient/1\",\"entries\":[{\"entry\":\"e1\",\"consent\":\"Consent/7\",\"version\":\"2\",\"segment\":\"%s\",\"delegatee\":\"%s\",\"maxDepth\":%d,\"notBefore\":%d,\"notAfter\":%d}]}"
        .formatted(segment, delegatee, depth, notBefore, notAfter);
  }

  @Test
  void enrols_a_patient_with_a_proof_that_holds() throws Exception {
    HttpResponse<String> answer = post("/v1/patients", patient("1"));
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode body = json(answer);
    assertThat(bytes(body.path("directory"))).hasSize(16);
    PossessionProof.fromBytes(bytes(body.path("possession")))
        .verify(
            KeyFragVerifyingKey.fromBytes(bytes(body.path("kfragKey"))),
            RegistrationContext.forSubject("Patient/1", SERVER, Instant.ofEpochSecond(TIME)));
  }

  @Test
  void makes_segment_keys_with_proofs_that_hold_and_the_same_ones_again() throws Exception {
    byte[] directory = bytes(json(post("/v1/patients", patient("1"))).path("directory"));
    JsonNode first = json(post("/v1/segments", segments("NORMAL"))).path("segments").path(0);
    JsonNode second = json(post("/v1/segments", segments("NORMAL"))).path("segments").path(0);
    assertThat(first.path("segment").asText()).isEqualTo(segment.toString());
    assertThat(second.path("key")).isEqualTo(first.path("key"));
    PossessionProof.fromBytes(bytes(first.path("possession")))
        .verify(
            DelegatorPublicKey.fromBytes(bytes(first.path("key"))),
            RegistrationContext.forSegment(directory, segment));
  }

  @Test
  void grants_with_a_fragment_that_verifies_for_exactly_these_terms() throws Exception {
    JsonNode enrolled = json(post("/v1/patients", patient("1")));
    post("/v1/segments", segments("NORMAL"));
    String delegatee = readerKey();
    HttpResponse<String> answer = post("/v1/grants", grant(delegatee, 1, TIME, TIME + 1000));
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode granted = json(answer).path("grants").path(0);
    assertThat(granted.path("entry").asText()).isEqualTo("e1");
    VerifiedGrant grant =
        GrantEdge.fromBytes(bytes(granted.path("fragment")))
            .verify(KeyFragVerifyingKey.fromBytes(bytes(enrolled.path("kfragKey"))));
    assertThat(grant.delegatee().toBytes()).isEqualTo(Base64.getUrlDecoder().decode(delegatee));
  }

  @Test
  void is_idempotent_under_concurrent_requests() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<String> enrol =
          () -> json(post("/v1/patients", patient("1"))).path("kfragKey").asText();
      Set<String> keys = new TreeSet<>();
      for (Future<String> each : threads.invokeAll(java.util.Collections.nCopies(40, enrol))) {
        keys.add(each.get());
      }
      assertThat(keys).hasSize(1);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void remembers_everything_after_a_restart() throws Exception {
    agent.close();
    agent = KeyAgent.start(new AgentConfig(keystore(), 0, folder.resolve("token")));
    JsonNode patient = json(post("/v1/patients", patient("1")));
    JsonNode key =
        json(post("/v1/segments", segments("NORMAL"))).path("segments").path(0).path("key");
    agent.close();
    agent = KeyAgent.start(new AgentConfig(keystore(), 0, folder.resolve("token")));
    JsonNode again = json(post("/v1/patients", patient("1")));
    assertThat(again.path("kfragKey")).isEqualTo(patient.path("kfragKey"));
    assertThat(again.path("directory")).isEqualTo(patient.path("directory"));
    assertThat(post("/v1/grants", grant(readerKey(), 1, TIME, TIME + 1)).statusCode())
        .isEqualTo(200);
    assertThat(json(post("/v1/segments", segments("NORMAL"))).path("segments").path(0).path("key"))
        .isEqualTo(key);
  }

  private Keystore keystore() {
    Path file = folder.resolve("keys");
    try (Passphrase passphrase = Passphrase.of("secret".toCharArray())) {
      return Files.exists(file)
          ? Keystore.open(file, passphrase, RANDOM)
          : Keystore.create(file, passphrase, RANDOM);
    }
  }

  @Test
  void answers_nobody_without_the_token() throws Exception {
    URI health = URI.create(agent.uri() + "/v1/health");
    assertThat(send(HttpRequest.newBuilder(health)).statusCode()).isEqualTo(401);
    HttpRequest.Builder wrong =
        HttpRequest.newBuilder(health).header("Authorization", "Bearer wrong");
    assertThat(send(wrong).body()).isEqualTo("{\"error\":\"unauthorized\"}");
    assertThat(send(request("/v1/health")).statusCode()).isEqualTo(200);
  }

  @Test
  void keeps_its_token_to_itself() throws Exception {
    Path token = folder.resolve("token");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> KeyAgent.start(AgentConfig.temporary(token)))
        .isInstanceOf(ClientException.Misuse.class);
  }

  @Test
  void listens_on_loopback_only() {
    assertThat(agent.uri().getHost()).isEqualTo("127.0.0.1");
    assertThatThrownBy(
            () ->
                KeyAgent.start(
                    new AgentConfig(
                        Keystore.inMemory(RANDOM), agent.port(), folder.resolve("token"))))
        .isInstanceOf(ClientException.Misuse.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"patient\":\"Patient/1\"}",
        "{\"patient\":\"Patient/1\",\"server\":\"s\",\"time\":1,\"more\":1}",
        "{\"patient\":\"Patient/1\",\"patient\":\"Patient/2\",\"server\":\"s\",\"time\":1}",
        "{\"patient\":\"Patient/1\",\"server\":\"s\",\"time\":\"1\"}",
        "{\"patient\":\"Patient/1\",\"server\":\"s\",\"time\":1.5}",
        "{\"patient\":\"Patient/1\",\"server\":\"s\",\"time\":-1}",
        "{\"patient\":\"Patient/1\",\"server\":null,\"time\":1}",
        "{\"patient\":\"Practitioner/1\",\"server\":\"s\",\"time\":1}",
        "{\"patient\":\"Patient/1\",\"server\":\"s\",\"time\":1} x"
      })
  void refuses_malformed_requests(String body) throws Exception {
    HttpResponse<String> answer = post("/v1/patients", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"error\":\"malformed\"}");
  }

  @ParameterizedTest
  @CsvSource({"1,100,100", "1,100,99", "2,0,100", "0,0,100", "1,0,99999999999"})
  void refuses_terms_that_no_plan_has(int depth, long notBefore, long notAfter) throws Exception {
    post("/v1/patients", patient("1"));
    post("/v1/segments", segments("NORMAL"));
    assertThat(post("/v1/grants", grant(readerKey(), depth, notBefore, notAfter)).statusCode())
        .isEqualTo(422);
  }

  @Test
  void refuses_to_delegate_to_the_patients_own_key_or_to_no_key() throws Exception {
    post("/v1/patients", patient("1"));
    JsonNode made = json(post("/v1/segments", segments("NORMAL"))).path("segments").path(0);
    String own = made.path("key").asText();
    assertThat(post("/v1/grants", grant(own, 1, 0, 100)).statusCode()).isEqualTo(422);
    String none = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[33]);
    assertThat(post("/v1/grants", grant(none, 1, 0, 100)).statusCode()).isEqualTo(400);
  }

  @Test
  void tells_unknown_patients_segments_calls_and_methods_apart() throws Exception {
    assertThat(post("/v1/segments", segments("NORMAL")).statusCode()).isEqualTo(404);
    post("/v1/patients", patient("1"));
    HttpResponse<String> unknown = post("/v1/grants", grant(readerKey(), 1, 0, 100));
    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(unknown.body()).contains("unknown-segment");
    assertThat(post("/v1/open", "{}").statusCode()).isEqualTo(404);
    assertThat(send(request("/v1/patients").GET()).statusCode()).isEqualTo(405);
  }

  @Test
  void refuses_another_meaning_for_a_segment() throws Exception {
    post("/v1/patients", patient("1"));
    post("/v1/segments", segments("NORMAL"));
    HttpResponse<String> other = post("/v1/segments", segments("urn:x|HIV"));
    assertThat(other.statusCode()).isEqualTo(409);
  }

  @Test
  void refuses_a_body_that_is_too_large() throws Exception {
    String large = " ".repeat(AgentHandler.MAX_BODY_BYTES + 1);
    assertThat(post("/v1/patients", large).statusCode()).isEqualTo(413);
  }
}
