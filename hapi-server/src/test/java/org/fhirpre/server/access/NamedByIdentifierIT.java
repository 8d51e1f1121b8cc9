// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import io.restassured.response.Response;
import java.util.UUID;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Records;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A Consent as HL7 FAST writes it: patient, performer and recipient are named by identifier alone,
 * without a type.
 */
class NamedByIdentifierIT {
  private static final String NPI = "http://hl7.org/fhir/sid/us-npi";
  private static final String MRN = "http://example.org/mrn";
  private static final String CONSENT =
      """
      {"resourceType":"Consent","status":"active",
       "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope",
         "code":"patient-privacy"}]},
       "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode",
         "code":"INFA"}]}],
       "patient":{"identifier":{"system":"%1$s","value":"%2$s"}},
       "dateTime":"2024-01-01",
       "performer":[{"identifier":{"system":"%1$s","value":"%2$s"}}],
       "policyRule":{"coding":[{
         "system":"http://terminology.hl7.org/CodeSystem/consentpolicycodes","code":"hipaa-auth"}]},
       "provision":{"type":"permit","period":{"start":"2024-01-01"},
         "actor":[{"role":{"coding":[{
           "system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},
           "reference":{"identifier":{"system":"%3$s","value":"%4$s"}}}]}}
      """;

  private final Deployment server = Deployment.shared(Database.H2);
  private final Party ehr = server.party("demo-ehr");
  private final Party admin = server.party("demo-admin");
  private final Patient patient = Records.patient("Fastley");
  private final Practitioner doctor = new Practitioner();
  private final String number = UUID.randomUUID().toString();

  @BeforeEach
  void a_patient_and_a_doctor_with_numbers() {
    patient.addIdentifier().setSystem(MRN).setValue(number);
    doctor.setId(UUID.randomUUID().toString());
    doctor.addIdentifier().setSystem(NPI).setValue(number);
    ehr.put(patient).then().statusCode(201);
    ehr.put(doctor).then().statusCode(201);
    admin.registerFor("Practitioner/" + doctor.getIdPart()).then().statusCode(200);
  }

  private Response given() {
    String consent = CONSENT.formatted(MRN, number, NPI, number);
    return admin.request().body(consent).post("Consent");
  }

  private int doctorSees() {
    return Bearer.of(server, "Practitioner/" + doctor.getIdPart(), "user/*.rs").status(patient);
  }

  @Test
  void they_are_found_and_the_consent_is_in_force() {
    Response created = given();
    created.then().statusCode(201);
    assertThat(doctorSees()).isEqualTo(200);
    String consent = created.header("Location").replaceAll(".*/(Consent/[^/]+).*", "$1");
    Bearer self = Bearer.of(server, "Patient/" + patient.getIdPart(), "user/*.cruds");
    assertThat(self.get(consent).statusCode()).as("her own Consent").isEqualTo(200);
    assertThat(
            Bearer.of(server, "Practitioner/" + doctor.getIdPart(), "user/*.rs")
                .get(consent)
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_patient_who_is_not_the_only_one_is_not_found() {
    Patient second = Records.patient("Fastley");
    second.addIdentifier().setSystem(MRN).setValue(number);
    ehr.put(second).then().statusCode(201);
    given()
        .then()
        .statusCode(422)
        .body("issue.details.coding.code.flatten()", hasItem("unresolvable-patient"));
    assertThat(doctorSees()).isEqualTo(404);
  }

  @Test
  void a_recipient_who_is_not_the_only_one_of_any_kind_is_not_found() {
    Patient namesake = Records.patient("Fastley");
    namesake.addIdentifier().setSystem(NPI).setValue(number);
    ehr.put(namesake).then().statusCode(201);
    given()
        .then()
        .statusCode(422)
        .body("issue.details.coding.code.flatten()", hasItem("unresolvable-actor"));
    assertThat(doctorSees()).isEqualTo(404);
  }
}
