// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.story.Records;
import org.fhirpre.server.story.Rows;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was deleted and is written again under its id: records and Consents. */
class RevivedRecordsIT {
  private final Deployment server = Deployment.shared(Database.H2);
  private final Story story = Story.on(server);
  private final Patient patient = Records.patient("Lazenby");
  private final Observation observation = Story.heartRate(patient, 68);
  private Consent consent = new Consent();

  @BeforeEach
  void a_record_that_is_read() {
    story.write(patient, observation);
    consent = story.consent(patient);
    assertThat(story.read(observation)).contains(68);
  }

  private void deleted(String path) {
    story.admin().request().delete(path).then().statusCode(200);
  }

  @Test
  void a_record_comes_back_and_opens() {
    deleted("Observation/" + observation.getIdPart());
    assertThat(story.read(observation)).isEmpty();
    Response again = story.ehr().put(observation);
    assertThat(again.statusCode()).as(again.asString()).isEqualTo(201);
    assertThat(story.read(observation)).contains(68);
    assertThat(story.ehr().put(observation).statusCode()).isEqualTo(200);
  }

  @Test
  void it_does_so_in_a_transaction_too() {
    deleted("Observation/" + observation.getIdPart());
    story.write(observation);
    assertThat(story.read(observation)).contains(68);
  }

  @Test
  void a_consent_comes_back_into_force() {
    deleted("Consent/" + consent.getIdPart());
    assertThat(story.read(observation)).isEmpty();
    assertThat(Rows.of(server).grantsOf(consent.getIdPart())).isZero();
    Response again = story.admin().put(consent);
    assertThat(again.statusCode()).as(again.asString()).isEqualTo(201);
    assertThat(story.read(observation)).contains(68);
    deleted("Consent/" + consent.getIdPart());
    assertThat(story.read(observation)).isEmpty();
  }
}
