// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The key agent is away: nothing is lost, nothing opens, and revoking works all the same. */
abstract class AgentDown {
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private final Deployment server;
  private final Party admin;
  private final Party reader;

  AgentDown(Database database) {
    server = Deployment.shared(database);
    admin = server.party("demo-admin");
    reader = Practitioners.of(server).first();
  }

  @AfterEach
  void the_agent_is_back() {
    server.stopAgent();
    server.startAgent();
  }

  @Test
  void a_consent_waits_and_is_enforced_when_the_agent_is_back() throws InterruptedException {
    Patient patient = stored();
    server.stopAgent();
    Response created = admin.post("Consent", Records.consent(patient, reader.subject()));
    created.then().statusCode(201);
    String consent = created.header("Location").replaceAll(".*/(Consent/[^/]+).*", "$1");
    assertThat(state(consent)).isEqualTo("pending");
    reader.get("Patient/" + patient.getIdPart()).then().statusCode(404);

    server.startAgent();
    Instant end = Instant.now().plus(DEADLINE);
    while (!state(consent).equals("enforced") && Instant.now().isBefore(end)) {
      Thread.sleep(500);
    }
    assertThat(state(consent)).isEqualTo("enforced");
    reader.get("Patient/" + patient.getIdPart()).then().statusCode(200);
  }

  @Test
  void a_write_that_needs_a_new_key_is_refused_and_leaves_nothing() {
    server.stopAgent();
    Patient patient = Records.patient("Underhill");

    Response refused = server.party("demo-ehr").put(patient);
    refused.then().statusCode(503);
    assertThat(refused.asString()).contains("agent-unavailable").doesNotContain("Underhill");
    assertThat(
            Rows.of(server)
                .one("SELECT COUNT(*) FROM hfj_resource WHERE fhir_id = ?", patient.getIdPart()))
        .isEqualTo("0");
  }

  @Test
  void revoking_does_not_need_the_agent() {
    Patient patient = stored();
    Consent consent = Records.consent(patient, reader.subject());
    Response created = admin.post("Consent", consent);
    created.then().statusCode(201);
    consent.setId(created.header("Location").replaceAll(".*/Consent/([^/]+).*", "$1"));
    reader.get("Patient/" + patient.getIdPart()).then().statusCode(200);

    server.stopAgent();
    consent.setStatus(ConsentState.INACTIVE);
    admin.put(consent).then().statusCode(200);
    reader.get("Patient/" + patient.getIdPart()).then().statusCode(404);
  }

  private Patient stored() {
    Patient patient = Records.patient("Underhill");
    server.party("demo-ehr").put(patient).then().statusCode(201);
    return patient;
  }

  private String state(String consent) {
    return admin
        .get(consent + "/$consent-enforcement-status")
        .asString()
        .replaceAll("(?s).*\"name\":\\s*\"state\",\\s*\"valueCode\":\\s*\"([a-z-]+)\".*", "$1");
  }
}
