// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.PractitionerKeys;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.interceptor.host.MinimalHost;
import org.fhirpre.interceptor.memory.HeaderIdentity;
import org.fhirpre.interceptor.memory.Opener;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.interceptor.spi.ReaderIdentity;
import org.fhirpre.interceptor.stage.TestAgent;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Keys, Consents and reads over HTTP, with the whole plug-in in a foreign host. */
@SpringBootTest(
    classes = {MinimalHost.class, ConsentStoryContract.Identity.class},
    properties = {"fhirpre.enrol=managed", "fhirpre.base=http://server/fhir"},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class ConsentStoryContract {
  private static final String BASE = "http://server/fhir";
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  static final TestAgent AGENT = new TestAgent();

  @LocalServerPort int port;
  @Autowired JdbcTemplate jdbc;
  @Autowired Umbral umbral;

  private final HttpClient http = HttpClient.newHttpClient();
  private final SecureRandom random = new SecureRandom();

  @Configuration(proxyBeanMethods = false)
  static class Identity {
    @Bean
    ReaderIdentity identity() {
      return new HeaderIdentity();
    }
  }

  static void host(DynamicPropertyRegistry properties) {
    properties.add("fhirpre.agent.url", () -> AGENT.url().toString());
    properties.add("fhirpre.agent.token-file", () -> AGENT.tokenFile().toString());
    properties.add("fhirpre.keys", ConsentStoryContract::folder);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("story").resolve("keys");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @AfterEach
  void the_agent_is_well_again() {
    AGENT.mood = TestAgent.Mood.HONEST;
  }

  private HttpResponse<String> send(
      String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/fhir/" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/fhir+json");
    headers.forEach(request::header);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private HttpResponse<String> as(String reader, String method, String path, String body) {
    return send(method, path, body, Map.of(HeaderIdentity.READER, reader));
  }

  private String create(String type, String json) {
    return created(as("Device/ehr", "POST", type, json), type);
  }

  private static String created(HttpResponse<String> answer, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    String location = answer.headers().firstValue("Location").orElseThrow();
    return location.replaceAll(".*/" + type + "/([^/]+)/_history/.*", "$1");
  }

  private String patient() {
    return create("Patient", "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Story\"}]}");
  }

  private String practitioner() {
    String id = "d" + UUID.randomUUID();
    String json = "{\"resourceType\":\"Practitioner\",\"id\":\"" + id + "\"}";
    answered(as("Device/ehr", "PUT", "Practitioner/" + id, json), 201);
    return "Practitioner/" + id;
  }

  private TerminalSecretKey key() {
    try (RootSeed seed = RootSeed.random(random);
        PractitionerKeys keys = PractitionerKeys.of(seed)) {
      return keys.terminal(0);
    }
  }

  private HttpResponse<String> register(String reader, String subject, TerminalSecretKey key) {
    Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    PossessionProof proof =
        PossessionProof.prove(key, RegistrationContext.forSubject(subject, BASE, time), random);
    String json =
        """
        {"resourceType":"Parameters","parameter":[
         {"name":"suite","valueCode":"%s"},{"name":"role","valueCode":"receiving"},
         {"name":"key","valueString":"{\\"kty\\":\\"EC\\",\\"crv\\":\\"secp256k1\\",\\"x\\":\\"%s\\",\\"y\\":\\"%s\\"}"},
         {"name":"proof","valueString":"%s"},{"name":"time","valueInstant":"%s"}]}
        """
            .formatted(
                Umbral.SUITE_ID,
                TEXT.encodeToString(key.publicKey().x()),
                TEXT.encodeToString(key.publicKey().y()),
                TEXT.encodeToString(proof.toBytes()),
                time);
    return as(reader, "POST", subject + "/$register-key", json);
  }

  private static String consent(String patient, String actor) {
    Consent consent = ConsentStage.consent("x", 1, "permit", actor);
    consent.setId((String) null);
    consent.setMeta(null);
    consent.getPatient().setReference("Patient/" + patient);
    return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(consent);
  }

  private String state(String consent, String reader) {
    HttpResponse<String> answer =
        as(reader, "GET", "Consent/" + consent + "/$consent-enforcement-status", "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Parameters status = parse(Parameters.class, answer);
    return status.getParameterFirstRep().getPart().stream()
        .filter(part -> part.getName().equals("state"))
        .map(part -> ((CodeType) part.getValue()).getValue())
        .findFirst()
        .orElseThrow();
  }

  private static void answered(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  private static <T extends Resource> T parse(Class<T> type, HttpResponse<String> answer) {
    return FhirContext.forR4Cached().newJsonParser().parseResource(type, answer.body());
  }

  @Test
  void granted_when_the_answer_arrives_and_refused_when_revoked() {
    String patient = patient();
    String doctor = practitioner();
    TerminalSecretKey key = key();
    answered(register(doctor, doctor, key), 200);
    answered(as(doctor, "GET", "Patient/" + patient, ""), 404);
    String consent =
        created(as("Patient/" + patient, "POST", "Consent", consent(patient, doctor)), "Consent");
    assertThat(state(consent, "Patient/" + patient)).isEqualTo("enforced");
    HttpResponse<String> shell = as(doctor, "GET", "Patient/" + patient, "");
    assertThat(shell.statusCode()).as(shell.body()).isEqualTo(200);
    assertThat(new Opener(umbral).open(parse(org.hl7.fhir.r4.model.Patient.class, shell), key))
        .contains("Story");
    answered(
        as(
            "Patient/" + patient,
            "POST",
            "Consent/" + consent + "/$revokeConsent",
            "{\"resourceType\":\"Parameters\"}"),
        200);
    answered(as(doctor, "GET", "Patient/" + patient, ""), 404);
    assertThat(state(consent, "Patient/" + patient)).isEqualTo("revoked");
    assertThat(
            jdbc.queryForObject(
                "select count(*) from pre_grant where patient_id = ?", Long.class, patient))
        .isZero();
  }

  @Test
  void what_is_written_after_the_consent_is_granted_with_the_write() {
    String patient = patient();
    String doctor = practitioner();
    register(doctor, doctor, key());
    created(as("Patient/" + patient, "POST", "Consent", consent(patient, doctor)), "Consent");
    String observation =
        create(
            "Observation",
            "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"x\"},"
                + "\"subject\":{\"reference\":\"Patient/"
                + patient
                + "\"}}");
    answered(as(doctor, "GET", "Observation/" + observation, ""), 200);
  }

  @Test
  void an_agent_that_is_away_leaves_it_pending_and_the_background_finishes() throws Exception {
    String patient = patient();
    String doctor = practitioner();
    register(doctor, doctor, key());
    AGENT.mood = TestAgent.Mood.DOWN;
    String consent =
        created(as("Patient/" + patient, "POST", "Consent", consent(patient, doctor)), "Consent");
    assertThat(state(consent, "Patient/" + patient)).isEqualTo("pending");
    answered(as(doctor, "GET", "Patient/" + patient, ""), 404);
    AGENT.mood = TestAgent.Mood.HONEST;
    Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
    while (!state(consent, "Patient/" + patient).equals("enforced")
        && Instant.now().isBefore(deadline)) {
      Thread.sleep(500);
    }
    answered(as(doctor, "GET", "Patient/" + patient, ""), 200);
  }

  @Test
  void a_refused_consent_is_not_stored() {
    String patient = patient();
    String doctor = practitioner();
    long before = rows("Consent");
    HttpResponse<String> noKey =
        as("Patient/" + patient, "POST", "Consent", consent(patient, doctor));
    assertThat(noKey.statusCode()).isEqualTo(422);
    assertThat(noKey.body()).contains("no-key").contains("Consent.provision");
    answered(as(doctor, "POST", "Consent", consent(patient, doctor)), 403);
    assertThat(rows("Consent")).isEqualTo(before);
  }

  private long rows(String type) {
    return jdbc.queryForObject(
        "select count(*) from HFJ_RESOURCE where RES_TYPE = ?", Long.class, type);
  }

  @Test
  void keys_are_registered_by_their_holder_only() {
    String doctor = practitioner();
    TerminalSecretKey key = key();
    answered(register("Practitioner/other", doctor, key), 403);
    answered(send("GET", doctor + "/$keys", "", Map.of()), 401);
    answered(register(doctor, doctor, key), 200);
    answered(register(doctor, doctor, key), 200);
    answered(register(doctor, doctor, key()), 409);
    String other = practitioner();
    answered(register(other, other, key), 409);
    HttpResponse<String> keys = as(other, "GET", doctor + "/$keys", "");
    assertThat(keys.body()).contains(TEXT.encodeToString(key.publicKey().x()));
    assertThat(as(other, "GET", "$keys", "").body()).contains("Ed25519");
    answered(as(other, "GET", "Observation/x/$keys", ""), 400);
  }

  @Test
  void a_proof_for_something_else_is_refused() {
    String doctor = practitioner();
    String other = practitioner();
    Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    TerminalSecretKey key = key();
    PossessionProof proof =
        PossessionProof.prove(key, RegistrationContext.forSubject(other, BASE, time), random);
    String json =
        """
        {"resourceType":"Parameters","parameter":[
         {"name":"suite","valueCode":"%s"},{"name":"role","valueCode":"receiving"},
         {"name":"key","valueString":"{\\"kty\\":\\"EC\\",\\"crv\\":\\"secp256k1\\",\\"x\\":\\"%s\\",\\"y\\":\\"%s\\"}"},
         {"name":"proof","valueString":"%s"},{"name":"time","valueInstant":"%s"}]}
        """;
    String x = TEXT.encodeToString(key.publicKey().x());
    String y = TEXT.encodeToString(key.publicKey().y());
    String sent = TEXT.encodeToString(proof.toBytes());
    String path = doctor + "/$register-key";
    answered(as(doctor, "POST", path, json.formatted(Umbral.SUITE_ID, x, y, sent, time)), 422);
    answered(as(doctor, "POST", path, json.formatted("rot13", x, y, sent, time)), 422);
    answered(as(doctor, "POST", path, json.formatted(Umbral.SUITE_ID, y, x, sent, time)), 400);
  }

  @Test
  void who_has_a_managed_agent_stays_with_it() {
    String patient = patient();
    String json =
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"agent\",\"valueCode\":\"%s\"}]}";
    String path = "Patient/" + patient + "/$enroll";
    answered(as("Patient/" + patient, "POST", path, json.formatted("patient-held")), 409);
    answered(as("Patient/" + patient, "POST", path, json.formatted("managed")), 200);
    answered(
        send(
            "POST",
            path,
            json.formatted("managed"),
            Map.of(HeaderIdentity.READER, "Device/admin", HeaderIdentity.SCOPES, Reader.ADMIN)),
        200);
  }

  @Test
  void grants_and_revocations_leave_audit_events() {
    long before = rows("AuditEvent");
    String patient = patient();
    String doctor = practitioner();
    register(doctor, doctor, key());
    String consent =
        created(as("Patient/" + patient, "POST", "Consent", consent(patient, doctor)), "Consent");
    answered(as("Patient/" + patient, "DELETE", "Consent/" + consent, ""), 200);
    assertThat(rows("AuditEvent") - before).isGreaterThanOrEqualTo(3);
  }
}
