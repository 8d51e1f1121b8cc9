// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.Opened;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Write, refuse, consent, read, revoke: with one practitioner who is granted and one who is not.
 */
abstract class MainJob {
  private final Deployment server;
  private final Party ehr;
  private final Party admin;
  private final Party granted;
  private final Party other;

  private Patient patient = Records.patient("Marlowe");

  MainJob(Database database) {
    server = Deployment.shared(database);
    ehr = server.party("demo-ehr");
    admin = server.party("demo-admin");
    granted = Practitioners.of(server).first();
    other = Practitioners.of(server).second();
  }

  @BeforeEach
  void a_patient_with_three_observations_one_of_them_sensitive() {
    patient = Records.patient("Marlowe");
    Bundle bundle =
        Records.transaction(
            patient,
            Records.heartRate(patient, 61, "2024-02-01T10:00:00Z"),
            Records.heartRate(patient, 93, "2025-06-01T10:00:00Z"),
            Records.labelled(Records.heartRate(patient, 120, "2025-06-02T10:00:00Z"), "PSY"));
    ehr.post("", bundle).then().statusCode(200);
  }

  @Test
  void without_a_consent_nothing_is_there() {
    assertThat(observations(granted)).isEmpty();
    granted.get("Patient/" + patient.getIdPart()).then().statusCode(404);
  }

  @Test
  void a_consent_opens_normal_records_to_its_actor_and_to_nobody_else() {
    consented();

    assertThat(observations(granted)).extracting(MainJob::value).containsExactlyInAnyOrder(61, 93);
    assertThat(granted.opening().read("Patient/" + patient.getIdPart()).resource())
        .isInstanceOfSatisfying(
            Patient.class,
            opened -> assertThat(opened.getNameFirstRep().getFamily()).isEqualTo("Marlowe"));
    assertThat(observations(other)).isEmpty();
    other.get("Patient/" + patient.getIdPart()).then().statusCode(404);
  }

  @Test
  void what_goes_over_the_wire_is_readable_by_the_grantee_only() {
    consented();
    Response answer = granted.get("Patient/" + patient.getIdPart());
    answer.then().statusCode(200);

    assertThat(answer.asString()).doesNotContain("Marlowe").doesNotContain("1961-03-07");
    Resource received = granted.opening().parse(answer.asString());
    assertThatThrownBy(() -> other.opener().open(received))
        .isInstanceOf(ClientException.NotOpened.class);
  }

  @Test
  void searches_by_code_date_identifier_and_name_find_the_sealed_record() {
    consented();
    String id = patient.getIdPart();

    assertThat(found("Observation?patient=" + id + "&code=http://loinc.org|8867-4")).hasSize(2);
    assertThat(found("Observation?patient=" + id + "&code=http://loinc.org|0000-0")).isEmpty();
    assertThat(found("Observation?patient=" + id + "&date=ge2025-01-01&date=lt2026-01-01"))
        .extracting(MainJob::value)
        .containsExactly(93);
    assertThat(found("Patient?identifier=urn:oid:1.2.36.146|MRN-" + id)).hasSize(1);
    assertThat(found("Patient?_id=" + id + "&family=marlowe")).hasSize(1);
    assertThat(found("Patient?_id=" + id + "&family=somebody")).isEmpty();
    assertThat(found("Patient/" + id + "/$everything")).hasSize(3);
  }

  @Test
  void included_resources_history_and_batch_are_decided_one_by_one() {
    consented();
    String id = patient.getIdPart();

    assertThat(found("Observation?patient=" + id + "&_include=Observation:subject"))
        .extracting(Resource::fhirType)
        .containsExactlyInAnyOrder("Observation", "Observation", "Patient");
    assertThat(found("Patient/" + id + "/_history")).hasSize(1);
    other.get("Patient/" + id + "/_history").then().statusCode(404);
    assertThat(batchRead(granted, "Patient/" + id))
        .doesNotContain("Marlowe")
        .contains("transformed");
    assertThat(batchRead(other, "Patient/" + id)).doesNotContain("transformed");
  }

  @Test
  void revoking_closes_at_once_and_leaves_no_grant() {
    Consent consent = consented();
    assertThat(observations(granted)).hasSize(2);

    consent.setStatus(ConsentState.INACTIVE);
    admin.put(consent).then().statusCode(200);

    assertThat(observations(granted)).isEmpty();
    granted.get("Patient/" + patient.getIdPart()).then().statusCode(404);
    assertThat(Rows.of(server).grantsOf(consent.getIdElement().getIdPart())).isZero();
  }

  @Test
  void deleting_a_consent_closes_at_once() {
    Consent consent = consented();
    admin.request().delete("Consent/" + consent.getIdElement().getIdPart()).then().statusCode(200);

    assertThat(observations(granted)).isEmpty();
    assertThat(Rows.of(server).grantsOf(consent.getIdElement().getIdPart())).isZero();
  }

  @Test
  void a_second_consent_that_denies_overrides() {
    consented();
    Consent deny = Records.consent(patient, granted.subject());
    deny.getProvision().setType(Consent.ConsentProvisionType.DENY);
    deny.setPolicyRule(null).addPolicy().setUri("urn:example:withdrawn");
    admin.post("Consent", deny).then().statusCode(201);

    assertThat(observations(granted)).isEmpty();
  }

  @Test
  void a_period_that_is_over_opens_nothing() {
    Consent expired = Records.consent(patient, granted.subject());
    Instant now = Instant.now();
    expired
        .getProvision()
        .setPeriod(
            new Period()
                .setStart(java.util.Date.from(now.minus(Duration.ofDays(9))))
                .setEnd(java.util.Date.from(now.minus(Duration.ofDays(2)))));
    admin.post("Consent", expired).then().statusCode(201);

    assertThat(observations(granted)).isEmpty();
  }

  @Test
  void another_purpose_is_not_covered() {
    consented();
    granted
        .request(granted.tokenFor("HRESCH"))
        .get("Patient/" + patient.getIdPart())
        .then()
        .statusCode(404);
  }

  @Test
  void records_written_after_the_consent_are_covered_too() {
    consented();
    Observation later = Records.heartRate(patient, 77, "2026-01-05T08:00:00Z");
    ehr.post("Observation", later).then().statusCode(201);

    assertThat(observations(granted)).extracting(MainJob::value).contains(77);
  }

  private Consent consented() {
    Consent consent = Records.consent(patient, granted.subject());
    Response answer = admin.post("Consent", consent);
    answer.then().statusCode(201);
    String location = answer.header("Location");
    consent.setId(location.replaceAll(".*/Consent/([^/]+).*", "$1"));
    return consent;
  }

  private List<Resource> observations(Party reader) {
    return opened(reader, "Observation?patient=" + patient.getIdPart());
  }

  private List<Resource> found(String query) {
    return opened(granted, query);
  }

  private static List<Resource> opened(Party reader, String query) {
    List<Resource> all = new ArrayList<>();
    reader
        .opening()
        .search(
            query,
            page -> {
              assertThat(page.unopened()).isZero();
              entries(page).forEach(all::add);
              return true;
            });
    return all;
  }

  private static Stream<Resource> entries(Opened page) {
    return ((Bundle) page.resource())
        .getEntry().stream().map(Bundle.BundleEntryComponent::getResource);
  }

  private static String batchRead(Party reader, String url) {
    Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
    batch.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl(url);
    return reader.post("", batch).then().statusCode(200).extract().asString();
  }

  private static int value(Resource observation) {
    return ((Observation) observation).getValueQuantity().getValue().intValue();
  }
}
