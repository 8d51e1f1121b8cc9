// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.deployment;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.fhirpre.client.EnvelopeOpener;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.FhirPreClient;
import org.fhirpre.client.OpeningKeys;
import org.fhirpre.client.SigningKeys;
import org.fhirpre.client.TokenSource;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.PractitionerKeys;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.Umbral;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/** Somebody with a demo client's credentials and a receiving key of their own. */
public final class Party {
  public static final String FHIR_JSON = "application/fhir+json";
  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final JsonMapper JSON = new JsonMapper();

  private final Deployment deployment;
  private final String clientId;
  private final TerminalSecretKey key;

  Party(Deployment deployment, String clientId) {
    this.deployment = deployment;
    this.clientId = clientId;
    try (RootSeed seed = RootSeed.random(new SecureRandom());
        PractitionerKeys keys = PractitionerKeys.of(seed)) {
      this.key = keys.terminal(0);
    }
  }

  /** The {@code fhirUser} of this party, {@code Type/id}. */
  public String subject() {
    return credentials().path("fhirUser").asText();
  }

  public TerminalSecretKey key() {
    return key;
  }

  public String token() {
    return tokenFor("");
  }

  /** A token for one purpose of use. */
  public String tokenFor(String purpose) {
    RequestSpecification request =
        RestAssured.given()
            .auth()
            .preemptive()
            .basic(clientId, credentials().path("client_secret").asText())
            .formParam("grant_type", "client_credentials");
    if (!purpose.isEmpty()) {
      request.formParam("purpose_of_use", purpose);
    }
    URI endpoint = deployment.base().resolve("/oauth2/token");
    return request.post(endpoint).then().statusCode(200).extract().path("access_token");
  }

  /** A request with this party's token, below the FHIR base. */
  public RequestSpecification request() {
    return request(token());
  }

  /** A request with any token. */
  public RequestSpecification request(String token) {
    return RestAssured.given()
        .baseUri(deployment.base().toString())
        .urlEncodingEnabled(true)
        .header("Authorization", "Bearer " + token)
        .accept(FHIR_JSON)
        .contentType(FHIR_JSON);
  }

  public Response get(String query) {
    int mark = query.indexOf('?');
    RequestSpecification request = request();
    if (mark < 0) {
      return request.get(query);
    }
    for (String pair : query.substring(mark + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      request.queryParam(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return request.get(query.substring(0, mark));
  }

  public Response post(String path, Resource resource) {
    return request().body(json(resource)).post(path);
  }

  public Response put(Resource resource) {
    String path = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    return request().body(json(resource)).put(path);
  }

  public static String json(Resource resource) {
    return FHIR.newJsonParser().encodeResourceToString(resource);
  }

  /** Registers this party's receiving key for its own subject. */
  public Response register() {
    return register(registration());
  }

  /** Asks for a registration for this party's subject. */
  public Response register(Parameters registration) {
    return post(subject() + "/$register-key", registration);
  }

  /** Registers this party's key for somebody else, which takes an administrator. */
  public Response registerFor(String subject) {
    return post(subject + "/$register-key", registration(subject));
  }

  /** Registers this party's key as that of all users, which takes an administrator. */
  public Response registerForAll() {
    return post("$register-key", registration("community"));
  }

  /** What {@link #register()} sends. */
  public Parameters registration() {
    return registration(subject());
  }

  private Parameters registration(String subject) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    RegistrationContext context =
        RegistrationContext.forSubject(subject, deployment.base().toString(), now);
    PossessionProof proof = PossessionProof.prove(key, context, new SecureRandom());
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String jwk =
        String.format(
            "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"%s\",\"y\":\"%s\"}",
            base64.encodeToString(key.publicKey().x()), base64.encodeToString(key.publicKey().y()));
    Parameters parameters = new Parameters();
    parameters.addParameter("suite", new CodeType(Umbral.SUITE_ID));
    parameters.addParameter("role", new CodeType("receiving"));
    parameters.addParameter("key", new StringType(jwk));
    parameters.addParameter("proof", new StringType(base64.encodeToString(proof.toBytes())));
    parameters.addParameter("time", new InstantType(now.toString()));
    return parameters;
  }

  /** Reads and opens with this party's key, as the client library does it. */
  public FhirPreClient opening() {
    FhirHttp http =
        new FhirHttp(deployment.base(), TokenSource.fixed(token()), Duration.ofSeconds(60));
    return new FhirPreClient(http, FHIR, opener(http));
  }

  /** Opens what somebody received with this party's key. */
  public EnvelopeOpener opener() {
    return opener(
        new FhirHttp(deployment.base(), TokenSource.fixed(token()), Duration.ofSeconds(60)));
  }

  private EnvelopeOpener opener(FhirHttp http) {
    return new EnvelopeOpener(
        FHIR, OpeningKeys.ofReader(List.of(key)), SigningKeys.ofServer(http, FHIR));
  }

  private JsonNode credentials() {
    try {
      JsonNode clients =
          JSON.readTree(deployment.data().resolve("demo-clients.json").toFile()).path("clients");
      for (JsonNode client : clients) {
        if (client.path("client_id").asText().equals(clientId)) {
          return client;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalArgumentException("no demo client " + clientId);
  }
}
