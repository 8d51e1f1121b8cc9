// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Practitioners;
import org.fhirpre.server.story.Records;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentDataMeaning;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

/** A Consent about what somebody wrote, where a Provenance alone says who wrote it. */
class AuthoredByIT {
  private static final String PARTICIPANT =
      "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

  private final Deployment server = Deployment.shared(Database.H2);
  private final Party reader = Practitioners.of(server).first();
  private final Party author = Practitioners.of(server).second();
  private final Patient patient = Records.patient("Scrivener");
  private final Observation told = observation();
  private final Observation entered = observation();
  private final Observation untold = observation();

  private Observation observation() {
    Observation observation = Records.heartRate(patient, 66, "2025-06-01T10:00:00Z");
    observation.setId(UUID.randomUUID().toString());
    return observation;
  }

  private Provenance provenance(Observation about, String role) {
    Provenance provenance = new Provenance();
    provenance.addTarget(new Reference("Observation/" + about.getIdPart()));
    provenance.setRecordedElement(new InstantType("2026-01-05T10:00:00Z"));
    Provenance.ProvenanceAgentComponent agent = provenance.addAgent();
    agent.getType().addCoding().setSystem(PARTICIPANT).setCode(role);
    agent.setWho(new Reference(author.subject()));
    return provenance;
  }

  private int status(Observation observation) {
    return reader.get("Observation/" + observation.getIdPart()).statusCode();
  }

  @Test
  void the_author_of_a_provenance_of_the_same_transaction_is_the_author() {
    server
        .party("demo-ehr")
        .post(
            "",
            Records.transaction(
                patient,
                told,
                entered,
                untold,
                provenance(told, "author"),
                provenance(entered, "enterer")))
        .then()
        .statusCode(200);
    Consent consent = Records.consent(patient, reader.subject());
    consent
        .getProvision()
        .addData()
        .setMeaning(ConsentDataMeaning.AUTHOREDBY)
        .setReference(new Reference(author.subject()));
    server.party("demo-admin").post("Consent", consent).then().statusCode(201);
    assertThat(status(told)).isEqualTo(200);
    assertThat(status(entered)).isEqualTo(404);
    assertThat(status(untold)).isEqualTo(404);
  }
}
