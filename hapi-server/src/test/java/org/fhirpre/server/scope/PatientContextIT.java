// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.scope;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import java.util.UUID;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A token with {@code patient/} scopes reaches its own patient's records, as their owner. */
class PatientContextIT {
  private static final String CODE = "issue[0].details.coding[0].code";

  private final Deployment server = Deployment.shared(Database.H2);
  private final Party ehr = server.party("demo-ehr");
  private final Party patient = server.party("demo-patient");
  private final String self = patient.subject().substring("Patient/".length());
  private String other = "";

  @BeforeEach
  void two_patients_with_an_observation_each() {
    other = UUID.randomUUID().toString();
    write(self);
    write(other);
  }

  private void write(String id) {
    Patient person = new Patient();
    person.setId(id);
    person.addName().setFamily("Ostrander");
    ehr.put(person);
    Observation observation = new Observation();
    observation.setStatus(Observation.ObservationStatus.FINAL);
    observation.setSubject(new Reference("Patient/" + id));
    observation.setCode(new CodeableConcept().setText("height"));
    observation.setValue(new StringType("1.70"));
    ehr.post("Observation", observation).then().statusCode(201);
  }

  @Test
  void a_patient_sees_its_own_records() {
    patient.get("Patient/" + self).then().statusCode(200);
    patient
        .get("Observation?patient=" + self)
        .then()
        .statusCode(200)
        .body("entry.resource.subject.reference", everyItem(equalTo("Patient/" + self)));
  }

  @Test
  void another_patient_is_not_there() {
    patient.get("Patient/" + other).then().statusCode(404);
    patient.get("Observation?patient=" + other).then().statusCode(200).body("entry", nullValue());
  }

  @Test
  void a_patient_consents_for_itself_only() {
    patient.post("Consent", consent(self)).then().statusCode(201);
    patient.post("Consent", consent(other)).then().statusCode(403).body(CODE, equalTo("forbidden"));
  }

  @Test
  void a_patient_does_not_write_records() {
    Observation observation = new Observation();
    observation.setStatus(Observation.ObservationStatus.FINAL);
    observation.setSubject(new Reference("Patient/" + self));
    observation.setCode(new CodeableConcept().setText("height"));
    patient
        .post("Observation", observation)
        .then()
        .statusCode(403)
        .body(CODE, equalTo("forbidden"));
  }

  private static Consent consent(String patientId) {
    Consent consent = new Consent();
    consent.setStatus(Consent.ConsentState.ACTIVE);
    consent.setScope(
        concept("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"));
    consent.addCategory(concept("http://loinc.org", "59284-0"));
    consent.setPatient(new Reference("Patient/" + patientId));
    consent.addPerformer(new Reference("Patient/" + patientId));
    consent.setPolicyRule(concept("http://terminology.hl7.org/CodeSystem/v3-ActCode", "OPTOUT"));
    return consent;
  }

  private static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding(system, code, null));
  }
}
