// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.hl7.fhir.r4.model.Organization;
import org.junit.jupiter.api.Test;

/** Bodies that are too large, compressed, or no FHIR at all. */
class BadInputIT {
  private static final int MEBIBYTE = 1 << 20;
  private static final String CODE = "issue[0].details.coding[0].code";

  private final Deployment server = Deployment.shared(Database.H2);
  private final Party ehr = server.party("demo-ehr");

  @Test
  void a_body_of_17_mebibytes_is_refused_by_its_length() {
    ehr.request()
        .body(organization(17 * MEBIBYTE))
        .post("Organization")
        .then()
        .statusCode(413)
        .body(CODE, equalTo("body-too-large"));
  }

  @Test
  void a_chunked_body_of_17_mebibytes_is_refused_while_it_is_read() throws Exception {
    HttpResponse<String> answer = chunked(organization(17 * MEBIBYTE), "");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("body-too-large");
  }

  @Test
  void a_small_body_that_inflates_to_17_mebibytes_is_refused() throws Exception {
    byte[] bomb = gzip(organization(17 * MEBIBYTE));
    assertThat(bomb.length).isLessThan(MEBIBYTE);
    assertThat(chunked(bomb, "gzip").statusCode()).isEqualTo(413);
    ehr.request()
        .header("Content-Encoding", "gzip")
        .body(bomb)
        .post("Organization")
        .then()
        .statusCode(413);
  }

  @Test
  void chunked_and_compressed_bodies_within_the_limit_are_taken() throws Exception {
    assertThat(chunked(organization(MEBIBYTE), "").statusCode()).isEqualTo(201);
    assertThat(chunked(gzip(organization(MEBIBYTE)), "gzip").statusCode()).isEqualTo(201);
  }

  @Test
  void other_encodings_are_refused() {
    ehr.request()
        .header("Content-Encoding", "br")
        .body(organization(100))
        .post("Organization")
        .then()
        .statusCode(415);
  }

  @Test
  void garbage_is_refused_without_being_quoted() {
    ehr.request()
        .body("{\"resourceType\": \"Patient\", \"name\": [{\"family\": \"Wernicke\"")
        .post("Patient")
        .then()
        .statusCode(400)
        .body("resourceType", equalTo("OperationOutcome"))
        .body(org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("Wernicke")));
    ehr.request().body("garbage").post("Patient").then().statusCode(400);
  }

  @Test
  void a_body_of_another_type_than_the_url_is_refused() {
    ehr.request().body(organization(100)).post("Patient").then().statusCode(400);
  }

  @Test
  void a_search_by_form_is_as_narrow_as_it_says() {
    String only = "0e4e22f0-0000-4000-8000-0000000000aa";
    ehr.request()
        .contentType("application/x-www-form-urlencoded")
        .formParam("_id", only)
        .post("Organization/_search")
        .then()
        .statusCode(200)
        .body("entry.size()", equalTo(1))
        .body("entry[0].resource.id", equalTo(only));
  }

  @Test
  void a_form_that_tomcat_would_drop_is_refused() throws IOException {
    String form = "_id=" + "a".repeat(2 * MEBIBYTE);
    ehr.request()
        .contentType("application/x-www-form-urlencoded")
        .body(form)
        .post("Organization/_search")
        .then()
        .statusCode(413);
    ehr.request()
        .contentType("application/x-www-form-urlencoded")
        .header("Content-Encoding", "gzip")
        .body(gzip("_id=x".getBytes(StandardCharsets.UTF_8)))
        .post("Organization/_search")
        .then()
        .statusCode(415);
  }

  private HttpResponse<String> chunked(byte[] body, String encoding) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.base().resolve("/fhir/Organization"))
            .header("Authorization", "Bearer " + ehr.token())
            .header("Content-Type", Party.FHIR_JSON)
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    if (!encoding.isEmpty()) {
      request.header("Content-Encoding", encoding);
    }
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static byte[] organization(int bytes) {
    Organization organization = new Organization();
    organization.setName("Large");
    organization.getText().setDivAsString("<div>" + "x".repeat(bytes) + "</div>");
    return Party.json(organization).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(body);
    }
    return compressed.toByteArray();
  }
}
