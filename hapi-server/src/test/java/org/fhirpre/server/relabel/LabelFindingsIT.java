// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.relabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.fhirpre.interceptor.body.StoredPolicies;
import org.fhirpre.interceptor.jdbc.VersionRows;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Records;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Labels;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the labelling service says to writers, and which labels come of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LabelFindingsIT {
  private static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
  private static final String LEVELS = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

  private final Deployment server =
      Deployment.prepare(Database.H2::settings, "--fhirpre.labels.uncoded=restricted");
  private final Patient patient = Records.patient("Wexcombe");
  private Observation observation = new Observation();

  @BeforeAll
  void a_server_that_restricts_what_has_no_code() {
    server.startAgent();
    server.startServer();
    server.party("demo-ehr").put(patient).then().statusCode(201);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void a_coded_observation() {
    observation = Records.heartRate(patient, 61, "2025-06-01T10:00:00Z");
    observation.setId(UUID.randomUUID().toString());
  }

  @Test
  void a_coded_resource_without_labels_is_normal_without_remarks() {
    assertThat(remarks(ehr())).isEmpty();
    assertThat(facets()).containsExactly("N");
  }

  @Test
  void a_supplied_label_that_is_none_is_remarked_and_gives_no_facet() {
    label("http://hospital.example/labels", "secret");
    assertThat(remarks(ehr())).containsExactly("warning unsupported-label");
    assertThat(facets()).containsExactly("N");
  }

  @Test
  void of_contradictory_levels_the_higher_counts() {
    label(LEVELS, "N");
    label(LEVELS, "R");
    assertThat(remarks(ehr())).containsExactly("warning contradictory-labels");
    assertThat(facets()).containsExactly("R");
  }

  @Test
  void text_without_a_code_is_restricted_until_somebody_codes_it() {
    observation.setCode(new CodeableConcept().setText("a note"));
    assertThat(remarks(ehr())).containsExactly("information uncoded");
    assertThat(facets()).containsExactly("R");

    observation.setCode(new CodeableConcept(new Coding("http://loinc.org", "8867-4", null)));
    assertThat(remarks(ehr())).isEmpty();
    assertThat(facets()).containsExactly("N");
  }

  @Test
  void a_writer_without_label_authority_takes_no_label_away() {
    label(ACT_CODE, "HIV");
    assertThat(remarks(ehr())).isEmpty();
    observation.setMeta(null);
    assertThat(remarks(ehr())).isEmpty();
    assertThat(facets()).containsExactly("HIV");
    long version = version();
    label(LEVELS, "N");
    refused_as_lowered();
    assertThat(facets()).containsExactly("HIV");
    assertThat(version()).isEqualTo(version);
  }

  @Test
  void a_level_that_a_code_gave_is_not_lowered_by_words_unless_they_were_said_before() {
    code("B20");
    assertThat(remarks(ehr())).isEmpty();
    label(LEVELS, "N");
    refused_as_lowered();
    assertThat(facets()).containsExactly("HIV");

    observation.setId(UUID.randomUUID().toString());
    assertThat(remarks(ehr())).isEmpty();
    assertThat(remarks(ehr())).as("an EHR that labels everything normal").isEmpty();
    assertThat(facets()).containsExactly("HIV");
  }

  private void code(String icd10) {
    observation.addCategory(
        new CodeableConcept(new Coding("http://hl7.org/fhir/sid/icd-10-cm", icd10, null)));
  }

  private void refused_as_lowered() {
    ehr()
        .put(observation)
        .then()
        .statusCode(422)
        .body("issue[0].details.coding[0].code", equalTo("label-lowered"));
  }

  private long version() {
    return server
        .bean(VersionRows.class)
        .current("Observation", observation.getIdPart())
        .orElseThrow()
        .version();
  }

  @Test
  void the_label_authority_takes_a_writers_label_away_and_no_label_of_a_code() {
    label(ACT_CODE, "HIV");
    assertThat(remarks(ehr())).isEmpty();
    observation.setMeta(null);
    assertThat(remarks(server.party("demo-admin"))).isEmpty();
    assertThat(facets()).containsExactly("N");

    code("B20");
    label(LEVELS, "N");
    assertThat(remarks(server.party("demo-admin"))).isEmpty();
    assertThat(facets()).containsExactly("HIV");
  }

  private Party ehr() {
    return server.party("demo-ehr");
  }

  private void label(String system, String code) {
    observation.getMeta().addSecurity().setSystem(system).setCode(code);
  }

  /** Writes it and gives severity and code of what the answer remarks. */
  private List<String> remarks(Party writer) {
    Response answer =
        writer
            .request()
            .header("Prefer", "return=OperationOutcome")
            .body(Party.json(observation))
            .put("Observation/" + observation.getIdPart());
    assertThat(answer.statusCode()).isIn(200, 201);
    return answer
        .jsonPath()
        .getList(
            "issue.findAll { it.details.coding[0].system.endsWith('consent-mapping-outcome') }"
                + ".collect { it.severity + ' ' + it.details.coding[0].code }");
  }

  private List<String> facets() {
    String text =
        server
            .bean(VersionRows.class)
            .current("Observation", observation.getIdPart())
            .orElseThrow()
            .text();
    Labels labels =
        server.bean(StoredPolicies.class).read(text).orElseThrow().attributes().labels();
    return labels.facets().stream().map(Facet::code).toList();
  }
}
