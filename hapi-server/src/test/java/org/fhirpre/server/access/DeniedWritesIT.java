// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.server.access.Ward.literal;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.util.function.Consumer;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.story.Records;
import org.fhirpre.server.story.Rows;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A patient forbids that something is written; nothing of it reaches the database. */
class DeniedWritesIT {
  private static final String CODE = "issue[0].details.coding[0].code";
  private static final String ACTION = "http://terminology.hl7.org/CodeSystem/consentaction";

  private final Deployment server = Deployment.shared(Database.H2);
  private final Ward ward = Ward.on(server);
  private final Rows rows = Rows.of(server);
  private final Observation stored = ward.observation();

  @BeforeEach
  void a_record() {
    ward.write(stored);
  }

  @Test
  void collecting_is_refused_and_correcting_is_not() {
    ward.recorded(denied("collect"));
    Observation fresh = ward.observation();
    long before = resources();

    refused(ward.ehr().put(fresh));
    assertThat(resources()).isEqualTo(before);
    assertThat(rows.count("HFJ_RESOURCE WHERE FHIR_ID = '" + fresh.getIdPart() + "'")).isZero();
    ward.ehr().put(stored).then().statusCode(200);
  }

  @Test
  void a_transaction_with_one_denied_entry_stores_nothing() {
    ward.recorded(denied("collect"));
    Ward other = Ward.on(server);
    Observation allowed = other.observation();
    Observation fresh = ward.observation();
    fresh.setId((String) null);
    long before = resources();
    long versions = rows.count("HFJ_RES_VER WHERE RES_TYPE = 'Observation'");

    refused(ward.ehr().post("", Records.transaction(allowed, fresh)));
    assertThat(resources()).isEqualTo(before);
    assertThat(rows.count("HFJ_RES_VER WHERE RES_TYPE = 'Observation'")).isEqualTo(versions);
    assertThat(rows.count("HFJ_RESOURCE WHERE FHIR_ID = '" + allowed.getIdPart() + "'")).isZero();
  }

  @Test
  void correcting_is_refused_for_updates_and_deletions() {
    ward.recorded(denied("correct"));
    stored.setStatus(Observation.ObservationStatus.AMENDED);
    refused(ward.ehr().put(stored));
    refused(ward.ehr().request().delete(literal(stored)));
    String row = "HFJ_RESOURCE WHERE FHIR_ID = '" + stored.getIdPart() + "'";
    assertThat(rows.count(row + " AND RES_VER = 1 AND RES_DELETED_AT IS NULL")).isEqualTo(1);
    ward.ehr().put(ward.observation()).then().statusCode(201);
  }

  @Test
  void a_denial_without_a_writing_action_says_nothing_about_writes() {
    ward.recorded(ward.deny(ward.ehr().subject(), provision -> {}));
    ward.ehr().put(ward.observation()).then().statusCode(201);
    stored.setStatus(Observation.ObservationStatus.AMENDED);
    ward.ehr().put(stored).then().statusCode(200);
  }

  private long resources() {
    return rows.count("HFJ_RESOURCE WHERE RES_TYPE = 'Observation'");
  }

  private Consent denied(String action) {
    Consumer<ProvisionComponent> condition =
        provision -> provision.addAction(new CodeableConcept(new Coding(ACTION, action, null)));
    return ward.deny(ward.ehr().subject(), condition);
  }

  private static void refused(Response answer) {
    answer.then().statusCode(403).body(CODE, equalTo("write-denied"));
  }
}
