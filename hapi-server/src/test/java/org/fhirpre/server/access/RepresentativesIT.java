// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Practitioners;
import org.fhirpre.server.story.Records;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody else gives a Consent for the patient: only who is registered, and in her own name. */
class RepresentativesIT {
  private final Deployment server = Deployment.shared(Database.H2);
  private final Party admin = server.party("demo-admin");
  private final Party reader = Practitioners.of(server).first();
  private final Patient patient = Records.patient("Wardley");
  private final RelatedPerson person = new RelatedPerson();
  private final String subject = "RelatedPerson/" + UUID.randomUUID();
  private final Bearer guardian = Bearer.of(server, subject, "user/*.cruds");
  private final Bearer self =
      Bearer.of(server, "Patient/" + patient.getIdPart(), "patient/*.cruds")
          .with("patient", patient.getIdPart());

  @BeforeEach
  void a_patient_with_a_related_person() {
    person.setId(subject);
    person.setActive(true).setPatient(new Reference("Patient/" + patient.getIdPart()));
    server.party("demo-ehr").post("", Records.transaction(patient, person)).then().statusCode(200);
  }

  private Consent givenBy(String performer) {
    Consent consent = Records.consent(patient, reader.subject());
    consent.getPerformerFirstRep().setReference(performer);
    return consent;
  }

  private Response authority(Bearer by, String operation, Parameters parameters) {
    return by.post(subject + "/$" + operation + "-authority", parameters);
  }

  private void registered() {
    authority(self, "register", new Parameters())
        .then()
        .statusCode(200)
        .body(
            "parameter.find { it.name == 'patient' }.valueReference.reference",
            equalTo("Patient/" + patient.getIdPart()));
  }

  private static void refused(Response answer) {
    answer
        .then()
        .statusCode(403)
        .body("issue[0].details.coding[0].code", equalTo("performer-not-authorised"));
  }

  private int readerSees() {
    return reader.get("Patient/" + patient.getIdPart()).statusCode();
  }

  @Test
  void who_is_related_and_not_registered_gives_nothing_and_learns_nothing() {
    refused(guardian.post("Consent", givenBy(subject)));
    assertThat(readerSees()).isEqualTo(404);
    String status = "Patient/" + patient.getIdPart() + "/$consent-enforcement-status";
    assertThat(guardian.get(status).statusCode()).isEqualTo(404);
    refused(admin.post("Consent", givenBy(subject)));
  }

  @Test
  void who_is_registered_gives_sees_and_takes_back() {
    registered();
    Response created = guardian.post("Consent", givenBy(subject));
    created.then().statusCode(201);
    String consent = created.header("Location").replaceAll(".*/(Consent/[^/]+).*", "$1");
    assertThat(readerSees()).isEqualTo(200);
    assertThat(guardian.get(consent).statusCode()).isEqualTo(200);
    assertThat(guardian.get(consent + "/$grant-plan").statusCode()).isEqualTo(200);
    guardian
        .get(consent + "/$consent-enforcement-status")
        .then()
        .statusCode(200)
        .body("parameter[0].part.find { it.name == 'state' }.valueCode", equalTo("enforced"));
    assertThat(guardian.get("Patient/" + patient.getIdPart()).statusCode())
        .as("speaking for somebody opens no record")
        .isEqualTo(404);
    guardian.post(consent + "/$revokeConsent", new Parameters()).then().statusCode(200);
    assertThat(readerSees()).isEqualTo(404);
  }

  @Test
  void a_representative_gives_in_her_own_name() {
    registered();
    refused(guardian.post("Consent", givenBy("Patient/" + patient.getIdPart())));
    refused(admin.post("Consent", givenBy(reader.subject())));
    assertThat(admin.post("Consent", givenBy(subject)).statusCode())
        .as("a recorder writes down who gave it")
        .isEqualTo(201);
  }

  @Test
  void authority_ends_with_its_time_and_with_its_withdrawal() {
    Instant past = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    Parameters until = new Parameters();
    until.addParameter("until", new InstantType(past.toString()));
    authority(self, "register", until).then().statusCode(200);
    refused(guardian.post("Consent", givenBy(subject)));

    registered();
    Response created = guardian.post("Consent", givenBy(subject));
    created.then().statusCode(201);
    authority(self, "withdraw", new Parameters()).then().statusCode(200);
    refused(guardian.post("Consent", givenBy(subject)));
    assertThat(readerSees()).as("what was given stays").isEqualTo(200);
    Consent given = givenBy(subject);
    given.setId(created.header("Location").replaceAll(".*/Consent/([^/]+).*", "$1"));
    given.setStatus(ConsentState.INACTIVE);
    assertThat(admin.put(given).statusCode())
        .as("nobody is asked who gave what is taken back")
        .isEqualTo(200);
  }

  @Test
  void who_is_deleted_and_comes_back_has_to_be_registered_again() {
    registered();
    Party ehr = server.party("demo-ehr");
    ehr.request().delete(subject).then().statusCode(200);
    refused(guardian.post("Consent", givenBy("Patient/" + patient.getIdPart())));
    Response again = ehr.put(person);
    assertThat(again.statusCode()).as(again.asString()).isEqualTo(201);
    refused(guardian.post("Consent", givenBy(subject)));
  }

  @Test
  void only_the_patient_and_an_administrator_register() {
    Bearer stranger = Bearer.of(server, reader.subject(), "user/*.cruds");
    assertThat(authority(stranger, "register", new Parameters()).statusCode()).isEqualTo(404);
    assertThat(authority(guardian, "register", new Parameters()).statusCode()).isEqualTo(404);
    assertThat(
            self.post(
                    "RelatedPerson/" + UUID.randomUUID() + "/$register-authority", new Parameters())
                .statusCode())
        .isEqualTo(404);
    admin.post(subject + "/$register-authority", new Parameters()).then().statusCode(200);
    assertThat(guardian.post("Consent", givenBy(subject)).statusCode()).isEqualTo(201);
  }
}
