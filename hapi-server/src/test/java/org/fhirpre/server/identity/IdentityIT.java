// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Date;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what at all, before any question of keys. */
class IdentityIT {
  private static final String CODE = "issue[0].details.coding[0].code";

  private final Deployment server = Deployment.shared(Database.H2);
  private final Party ehr = server.party("demo-ehr");
  private final Party practitioner = server.party("demo-practitioner");
  private final Party patient = server.party("demo-patient");
  private final Party admin = server.party("demo-admin");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fhir/Patient",
        "fhir/Organization",
        "fhir",
        "fhir/$keys",
        "fhir/unknown",
        "",
        "actuator/health",
        "h2-console",
        "v3/api-docs",
        "swagger-ui.html",
        "oauth2/authorize",
        "oauth2/introspect"
      })
  void nothing_answers_without_a_token(String path) {
    refusedAsUnknown(given().get(server.base().resolve("/" + path)).then());
  }

  @Test
  void capabilities_and_discovery_are_open() {
    given()
        .get(server.base() + "/metadata")
        .then()
        .statusCode(200)
        .body("rest[0].security.service[0].coding[0].code", equalTo("SMART-on-FHIR"));
    for (String at :
        new String[] {
          "/.well-known/smart-configuration", "/fhir/.well-known/smart-configuration"
        }) {
      given()
          .get(server.base().resolve(at))
          .then()
          .statusCode(200)
          .body("token_endpoint", equalTo(server.base().resolve("/oauth2/token").toString()));
    }
  }

  @Test
  void capabilities_do_not_promise_patch_of_sealed_types_nor_count_patients() {
    String statement = given().get(server.base() + "/metadata").asString();
    assertThat(statement).doesNotContain("resourceCount");
    assertThat(statement.split("\"type\": ?\"Observation\"", 2)[1].split("\"searchParam\"", 2)[0])
        .contains("\"read\"")
        .doesNotContain("\"patch\"");
  }

  @Test
  void a_token_of_another_issuer_is_refused() throws JOSEException {
    RSAKey foreign = new RSAKeyGenerator(2048).keyID("foreign").generate();
    refusedAsUnknown(ehr.request(signed(foreign, 600)).get("Organization").then());
  }

  @Test
  void an_expired_token_is_refused() throws JOSEException {
    RSAKey own = server.bean(RSAKey.class);
    ehr.request(signed(own, 600)).get("Organization").then().statusCode(200);
    refusedAsUnknown(ehr.request(signed(own, -120)).get("Organization").then());
  }

  @Test
  void an_unsigned_token_and_garbage_are_refused() {
    refusedAsUnknown(
        ehr.request("eyJhbGciOiJub25lIn0.eyJmaGlyVXNlciI6IlByYWN0aXRpb25lci8xIn0.")
            .get("Organization")
            .then());
    refusedAsUnknown(ehr.request("garbage").get("Organization").then());
  }

  @Test
  void a_token_in_the_query_counts_for_nothing() {
    refusedAsUnknown(
        given()
            .queryParam("access_token", ehr.token())
            .get(server.base() + "/Organization")
            .then());
  }

  @Test
  void a_wrong_secret_gets_no_token() {
    given()
        .auth()
        .preemptive()
        .basic("demo-ehr", "wrong")
        .formParam("grant_type", "client_credentials")
        .post(server.base().resolve("/oauth2/token"))
        .then()
        .statusCode(401);
  }

  @Test
  void a_purpose_of_use_is_a_known_code() throws IOException {
    assertThat(ehr.tokenFor("HRESCH")).isNotEmpty();
    given()
        .auth()
        .preemptive()
        .basic("demo-ehr", secret("demo-ehr"))
        .formParam("grant_type", "client_credentials")
        .formParam("purpose_of_use", "CURIOSITY")
        .post(server.base().resolve("/oauth2/token"))
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_request"));
  }

  @Test
  void a_practitioner_may_not_create_update_or_delete() {
    Organization organization = new Organization().setName("Anywhere");
    forbidden(practitioner.post("Organization", organization).then());
    organization.setId("0e4e22f0-0000-4000-8000-0000000000aa");
    forbidden(practitioner.put(organization).then());
    forbidden(
        practitioner.request().delete("Organization/0e4e22f0-0000-4000-8000-0000000000aa").then());
  }

  @Test
  void a_practitioner_may_not_create_in_a_transaction_either() {
    Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
    bundle
        .addEntry()
        .setResource(new Organization().setName("Nowhere at all"))
        .getRequest()
        .setMethod(Bundle.HTTPVerb.POST)
        .setUrl("Organization");
    forbidden(practitioner.post("", bundle).then());
    practitioner
        .get("Organization?name=Nowhere at all")
        .then()
        .statusCode(200)
        .body("entry", nullValue());
  }

  @Test
  void a_practitioner_reads_what_is_clear() {
    practitioner.get("Practitioner/0e4e22f0-0000-4000-8000-000000000001").then().statusCode(200);
    practitioner
        .get("Organization?_id=0e4e22f0-0000-4000-8000-0000000000aa")
        .then()
        .statusCode(200)
        .body("entry[0].resource.resourceType", equalTo("Organization"));
  }

  @Test
  void operations_are_closed_unless_listed_and_covered_by_a_scope() {
    forbidden(admin.get("$get-resource-counts").then());
    forbidden(
        practitioner
            .post("Organization/0e4e22f0-0000-4000-8000-0000000000aa/$meta-add", new Parameters())
            .then());
  }

  @Test
  void a_key_is_registered_by_its_subject_only() {
    Parameters nothing = new Parameters();
    forbidden(
        patient
            .post("Practitioner/0e4e22f0-0000-4000-8000-000000000002/$register-key", nothing)
            .then());
  }

  @Test
  void a_patient_may_not_write_for_others() {
    forbidden(patient.post("Organization", new Organization().setName("Mine")).then());
  }

  @Test
  void a_narrower_scope_can_be_asked_for_and_a_wider_one_not() throws IOException {
    String secret = secret("demo-ehr");
    String narrow = scoped("demo-ehr", secret, "system/*.cruds").path("access_token");
    assertThat(narrow).isNotNull();
    scoped("demo-practitioner", secret("demo-practitioner"), "system/*.cruds")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_scope"));
  }

  @Test
  void secrets_and_signing_key_are_readable_by_their_owner_only() throws IOException {
    for (String name : new String[] {"demo-clients.json", "demo-issuer.jwk"}) {
      Path file = server.data().resolve(name);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  private String secret(String client) throws IOException {
    String text = Files.readString(server.data().resolve("demo-clients.json"));
    return text.replaceAll(
        "(?s).*\"client_id\" : \"" + client + "\",\\s*\"client_secret\" : \"([^\"]+)\".*", "$1");
  }

  private Response scoped(String client, String secret, String scope) {
    return given()
        .auth()
        .preemptive()
        .basic(client, secret)
        .formParam("grant_type", "client_credentials")
        .formParam("scope", scope)
        .post(server.base().resolve("/oauth2/token"));
  }

  private static void refusedAsUnknown(ValidatableResponse answer) {
    answer
        .statusCode(401)
        .header("WWW-Authenticate", containsString("Bearer"))
        .body(CODE, equalTo("reader-unknown"));
  }

  private static void forbidden(ValidatableResponse answer) {
    answer.statusCode(403).body(CODE, equalTo("forbidden"));
  }

  private static String signed(RSAKey key, long seconds) throws JOSEException {
    Instant now = Instant.now();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .subject("demo-ehr")
                .issueTime(Date.from(now.minusSeconds(3600)))
                .expirationTime(Date.from(now.plusSeconds(seconds)))
                .claim("fhirUser", "Organization/0e4e22f0-0000-4000-8000-0000000000aa")
                .claim("scope", "system/*.cruds")
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}
