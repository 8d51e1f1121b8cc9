// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.server.access.Ward.ACT_REASON;
import static org.fhirpre.server.access.Ward.literal;
import static org.fhirpre.server.access.Ward.purpose;
import static org.hamcrest.Matchers.equalTo;

import ca.uhn.fhir.context.FhirContext;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.story.Rows;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Emergency access works where the patient provides for it, and leaves its traces. */
abstract class BreakGlass {
  private static final String REASON = "https://fhirpre.org/fhir/CodeSystem/emergency-reason";
  private static final String WORDS = "Found unconscious at the bus stop in Wexcombe";
  private static final String CODE = "issue[0].details.coding[0].code";

  private final Deployment server;
  private final Ward ward;
  private final Observation observation;
  private final Bearer doctor;

  BreakGlass(Database database) {
    server = Deployment.shared(database);
    ward = Ward.on(server);
    observation = ward.observation();
    doctor = ward.doctor();
  }

  @BeforeEach
  void a_record_for_emergencies_only() {
    ward.write(observation);
    ward.recorded(ward.permit(doctor.subject(), purpose("BTG")));
  }

  @Test
  void a_session_opens_the_record_for_its_holder_and_this_patient_only() {
    assertThat(doctor.status(observation)).isEqualTo(404);
    Response opened = breakGlass(doctor, asked());
    opened.then().statusCode(200);
    String session = parameter(opened, "session");
    assertThat(Instant.parse(parameter(opened, "expiresAt")))
        .isBetween(Instant.now(), Instant.now().plus(Duration.ofMinutes(61)));

    assertThat(within(doctor, session)).isEqualTo(200);
    assertThat(doctor.status(observation)).isEqualTo(404);
    assertThat(within(doctor.with("azp", "another client"), session)).isEqualTo(403);
    assertThat(within(ward.doctor(), session)).isEqualTo(403);
    assertThat(within(doctor, "guess")).isEqualTo(403);
    Ward other = Ward.on(server);
    Observation elsewhere = other.observation();
    other.write(elsewhere);
    other.recorded(other.permit(doctor.subject(), purpose("BTG")));
    doctor
        .request()
        .header("X-Break-Glass", session)
        .get(literal(elsewhere))
        .then()
        .statusCode(404);
  }

  @Test
  void where_it_is_not_provided_for_it_looks_as_if_there_were_no_such_patient() {
    Bearer unnamed = ward.doctor();
    Response refused = breakGlass(unnamed, asked());
    refused.then().statusCode(404).body(CODE, equalTo("access-denied-or-absent"));
    Response absent = unnamed.post("Patient/" + UUID.randomUUID() + "/$break-glass", asked());
    assertThat(absent.statusCode()).isEqualTo(404);
    assertThat(absent.asString()).isEqualTo(refused.asString());
    assertThat(events(ward, "4")).contains(WORDS);
  }

  @Test
  void a_treatment_consent_is_no_emergency_consent() {
    Ward treated = Ward.on(server);
    treated.recorded(treated.permit(doctor.subject(), purpose("TREAT")));
    doctor.post(literal(treated.patient()) + "/$break-glass", asked()).then().statusCode(404);
  }

  @Test
  void reason_and_justification_are_required() {
    Parameters brief = asked();
    brief.getParameter("justification").setValue(new StringType("because"));
    breakGlass(doctor, brief).then().statusCode(400).body(CODE, equalTo("malformed-encoding"));
    Parameters unreasoned = asked();
    unreasoned
        .getParameter("reason")
        .setValue(new CodeableConcept(new Coding(REASON, "curiosity", null)));
    breakGlass(doctor, unreasoned).then().statusCode(400);
    Parameters forever = asked();
    forever.addParameter("minutes", new IntegerType(241));
    breakGlass(doctor, forever).then().statusCode(400);
    Parameters treatment = asked();
    treatment.getParameter("purpose").setValue(new Coding(ACT_REASON, "TREAT", null));
    breakGlass(doctor, treatment).then().statusCode(400);
  }

  @Test
  void the_patient_is_told_and_the_justification_is_kept_sealed() {
    Response opened = breakGlass(doctor, asked());
    opened.then().statusCode(200);
    String event = opened.path("parameter.find { it.name == 'audit' }.valueReference.reference");
    ward.admin()
        .get(event)
        .then()
        .statusCode(200)
        .body("type.code", equalTo("110127"))
        .body("outcomeDesc", equalTo(WORDS));
    Bearer patient = Bearer.of(server, literal(ward.patient()), "patient/*.rs");
    Response notices =
        patient.request().queryParam("patient", literal(ward.patient())).get("Communication");
    assertThat(bundle(notices).getEntry()).hasSize(1);
    assertThat(events(ward, "0")).contains(WORDS).contains("life-threat");
    assertThat(Rows.of(server).count("HFJ_RES_VER WHERE RES_TEXT_VC LIKE '%Wexcombe%'")).isZero();
  }

  private String events(Ward about, String outcome) {
    StringBuilder found = new StringBuilder();
    Response events =
        about
            .admin()
            .request()
            .queryParam("type", "http://dicom.nema.org/resources/ontology/DCM|110127")
            .queryParam("_count", 500)
            .get("AuditEvent");
    bundle(events).getEntry().stream()
        .map(
            entry ->
                FhirContext.forR4Cached()
                    .newJsonParser()
                    .encodeResourceToString(entry.getResource()))
        .filter(text -> text.contains(about.patient().getIdPart()))
        .filter(text -> text.contains("\"outcome\":\"" + outcome + "\""))
        .forEach(found::append);
    return found.toString();
  }

  private static Bundle bundle(Response answer) {
    answer.then().statusCode(200);
    return FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, answer.asString());
  }

  private int within(Bearer reader, String session) {
    return reader.request().header("X-Break-Glass", session).get(literal(observation)).statusCode();
  }

  private Response breakGlass(Bearer who, Parameters asked) {
    return who.post(literal(ward.patient()) + "/$break-glass", asked);
  }

  private static Parameters asked() {
    Parameters asked = new Parameters();
    asked.addParameter("purpose", new Coding(ACT_REASON, "BTG", null));
    asked.addParameter("reason", new CodeableConcept(new Coding(REASON, "life-threat", null)));
    asked.addParameter("justification", new StringType(WORDS));
    return asked;
  }

  private static String parameter(Response answer, String name) {
    return FhirContext.forR4Cached()
        .newJsonParser()
        .parseResource(Parameters.class, answer.asString())
        .getParameter(name)
        .getValue()
        .primitiveValue();
  }
}
