// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.fhirpre.client.Opened;
import org.fhirpre.client.held.ReceivedPlan;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A patient who holds her keys herself: nothing opens until her own client has signed. */
abstract class HeldKeys {
  private static final int PROSPECTIVE = 14;
  private static final String REASON = "not to my neighbour Wexcombe";

  private final Deployment server;
  private final Party ehr;
  private final Party granted;
  private final Party other;
  private HeldPatient patient;

  HeldKeys(Database database) {
    server = Deployment.shared(database);
    ehr = server.party("demo-ehr");
    granted = Practitioners.of(server).first();
    other = Practitioners.of(server).second();
    patient = new HeldPatient(server);
  }

  @BeforeEach
  void a_patient_with_published_keys_and_a_record() {
    patient = new HeldPatient(server);
    patient.enrol().then().statusCode(200);
    ehr.put(patient.record).then().statusCode(201);
    ehr.post("Observation", Records.heartRate(patient.record, 61, "2026-02-01T10:00:00Z"))
        .then()
        .statusCode(201);
  }

  @AfterEach
  void close() {
    patient.close();
  }

  @Test
  void keys_for_everything_are_published_in_advance_and_again_is_the_same() {
    assertThat(patient.missing()).isEmpty();
    long segments =
        Long.parseLong(
            rows()
                .one(
                    "SELECT COUNT(*) FROM pre_segment WHERE patient_id = ?",
                    patient.record.getIdPart()));
    assertThat(segments).isGreaterThan(100);
    assertThat(rows().one("SELECT agent_kind FROM pre_patient WHERE patient_id = ?", id()))
        .isEqualTo("patient_held");
    server
        .party("demo-admin")
        .post(patient.reference() + "/$enroll", org.fhirpre.client.held.Publication.question())
        .then()
        .statusCode(403);
  }

  @Test
  void a_consent_is_pending_until_she_has_signed_and_closed_when_she_revokes() {
    String consent = consented();
    assertThat(state(consent)).isEqualTo("pending");
    granted.get(patient.reference()).then().statusCode(404);

    ReceivedPlan plan = patient.checked(consent);
    assertThat(plan.entries()).hasSize(PROSPECTIVE).noneMatch(ReceivedPlan.Entry::live);
    Parameters answer = patient.answer(plan, Set.of());
    Parameters done = HeldPatient.parsed(patient.upload(consent, answer));
    assertThat(text(done, "state")).isEqualTo("enforced");
    assertThat(text(done, "accepted")).isEqualTo("14");
    assertThat(text(done, "missing")).isEqualTo("0");
    assertThat(observations(granted)).hasSize(1);
    granted.get(patient.reference()).then().statusCode(200);
    other.get(patient.reference()).then().statusCode(404);

    long grants = rows().grantsOf(idOf(consent));
    String edges = edges(consent);
    Parameters again = HeldPatient.parsed(patient.upload(consent, answer));
    assertThat(text(again, "state")).isEqualTo("enforced");
    assertThat(rows().grantsOf(idOf(consent))).isEqualTo(grants);
    assertThat(edges(consent)).as("the same upload changes nothing").isEqualTo(edges);

    patient.post(consent + "/$revokeConsent", new Parameters()).then().statusCode(200);
    granted.get(patient.reference()).then().statusCode(404);
    assertThat(rows().grantsOf(idOf(consent))).isZero();
    stale(patient.upload(consent, answer));
  }

  @Test
  void what_is_forged_is_refused_and_nothing_of_the_upload_is_stored() {
    String consent = consented();
    ReceivedPlan plan = patient.checked(consent);
    for (Parameters forged : new Forgeries(patient, granted, other).of(plan)) {
      Response refused = patient.upload(consent, forged);
      refused.then().statusCode(422);
      assertThat(refused.asString()).contains("grant-signature-invalid");
      assertThat(rows().grantsOf(idOf(consent))).isZero();
    }
    assertThat(state(consent)).isEqualTo("pending");
  }

  @Test
  void an_upload_to_a_plan_that_has_changed_is_stale() {
    String consent = consented();
    Parameters answer = patient.answer(patient.checked(consent), Set.of());
    Consent changed = Records.consent(patient.record, granted.subject());
    changed.setId(idOf(consent));
    changed.getProvision().getPurpose().clear();
    server.party("demo-admin").put(changed).then().statusCode(200);

    stale(patient.upload(consent, answer));
    assertThat(rows().grantsOf(idOf(consent))).isZero();
    patient
        .upload(consent, patient.answer(patient.checked(consent), Set.of()))
        .then()
        .statusCode(200);
    assertThat(observations(granted)).hasSize(1);
  }

  @Test
  void an_entry_that_she_refuses_is_a_gap_and_stays_closed() {
    String consent = consented();
    ReceivedPlan plan = patient.checked(consent);
    String declined =
        plan.entries().stream()
            .filter(entry -> entry.meaning().classGroup().equals("diagnostics"))
            .filter(entry -> entry.meaning().epoch().equals(year()))
            .map(ReceivedPlan.Entry::id)
            .findFirst()
            .orElseThrow();
    Parameters answer = patient.answer(plan, Set.of(declined));
    answer.getParameter("refused").addPart().setName("reason").setValue(new StringType(REASON));
    Parameters done = HeldPatient.parsed(patient.upload(consent, answer));
    assertThat(text(done, "state")).isEqualTo("partially-enforced");
    assertThat(text(done, "missing")).isEqualTo("1");
    OperationOutcome outcome = (OperationOutcome) done.getParameter("outcome").getResource();
    assertThat(outcome.getIssue())
        .extracting(issue -> issue.getDetails().getCodingFirstRep().getCode())
        .contains("grants-pending");
    assertThat(refusalsInTheAudit()).isEqualTo(1);
    patient.upload(consent, answer).then().statusCode(200);
    assertThat(refusalsInTheAudit()).as("the same again tells nothing new").isEqualTo(1);
    assertThat(status(consent)).contains("refused").doesNotContain("agent-offline");
    assertThat(observations(granted)).isEmpty();
    granted.get(patient.reference()).then().statusCode(200);
  }

  private long refusalsInTheAudit() {
    Response events =
        server
            .party("demo-admin")
            .request()
            .queryParam("subtype", "https://fhirpre.org/fhir/CodeSystem/audit-event|refuse")
            .queryParam("_count", 500)
            .get("AuditEvent");
    events.then().statusCode(200);
    Bundle found =
        FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, events.asString());
    return found.getEntry().stream()
        .map(entry -> (AuditEvent) entry.getResource())
        .filter(event -> REASON.equals(event.getOutcomeDesc()))
        .filter(
            event ->
                event.getEntity().stream()
                    .anyMatch(e -> e.getWhat().getIdentifier().getValue().endsWith(id())))
        .count();
  }

  @Test
  void a_sensitivity_that_comes_later_waits_for_her() {
    Consent open = Records.consent(patient.record, granted.subject());
    open.getProvision().getSecurityLabel().clear();
    String consent = consented(open);
    patient
        .upload(consent, patient.answer(patient.checked(consent), Set.of()))
        .then()
        .statusCode(200);
    assertThat(state(consent)).isEqualTo("enforced");

    Resource sensitive =
        Records.labelled(Records.heartRate(patient.record, 120, "2026-03-01T10:00:00Z"), "PSY");
    ehr.post("Observation", sensitive).then().statusCode(201);
    assertThat(state(consent)).isEqualTo("partially-enforced");
    assertThat(status(consent)).contains("agent-offline");
    assertThat(observations(granted)).hasSize(1);

    ReceivedPlan extended = patient.checked(consent);
    assertThat(extended.entries().stream().filter(entry -> !entry.live()))
        .hasSize(PROSPECTIVE)
        .allMatch(entry -> entry.meaning().facet().endsWith("|PSY"));
    patient.upload(consent, patient.answer(extended, Set.of())).then().statusCode(200);
    assertThat(state(consent)).isEqualTo("enforced");
    assertThat(observations(granted)).hasSize(2);
  }

  @Test
  void a_write_that_needs_a_key_she_has_not_published_is_refused_and_can_be_repeated() {
    rows().change("DELETE FROM pre_segment WHERE patient_id = ? AND NOT used", id());
    Resource sensitive =
        Records.labelled(Records.heartRate(patient.record, 120, "2026-03-01T10:00:00Z"), "PSY");
    Response refused = ehr.post("Observation", sensitive);
    refused.then().statusCode(503);
    assertThat(refused.asString()).contains("segment-key-unpublished");
  }

  @Test
  void only_she_and_the_privacy_officer_see_the_plan_and_only_she_sees_what_segments_are() {
    String consent = consented();
    String absent =
        granted.get("Consent/" + java.util.UUID.randomUUID() + "/$grant-plan").asString();
    for (Party stranger : List.of(granted, other, ehr)) {
      Response answer = stranger.get(consent + "/$grant-plan");
      answer.then().statusCode(404);
      assertThat(answer.asString()).isEqualTo(absent);
    }
    String hers = patient.get(consent + "/$grant-plan").asString();
    assertThat(hers).contains("classGroup", "deny-overrides", "granteeJwk");
    Response officers = server.party("demo-admin").get(consent + "/$grant-plan");
    officers.then().statusCode(200);
    assertThat(officers.asString()).contains("granteeJwk").doesNotContain("classGroup");
    assertThat(patient.get(consent + "/$grant-plan?entries=none").asString())
        .doesNotContain("granteeJwk");
    patient.get(consent + "/$grant-plan?entries=some").then().statusCode(400);
    server
        .party("demo-admin")
        .post(consent + "/$upload-grants", patient.answer(patient.plan(consent), Set.of()))
        .then()
        .statusCode(404);
  }

  @Test
  void a_preview_says_the_same_and_stores_nothing() {
    long before = rows().count("pre_consent");
    Parameters request = new Parameters();
    request
        .addParameter()
        .setName("consent")
        .setResource(Records.consent(patient.record, granted.subject()));
    ReceivedPlan preview =
        ReceivedPlan.of(HeldPatient.parsed(patient.post("Consent/$grant-plan", request)));
    assertThat(preview.entries()).hasSize(PROSPECTIVE);
    assertThat(rows().count("pre_consent")).isEqualTo(before);
    ehr.post("Consent/$grant-plan", request).then().statusCode(404);
    granted.post("Consent/$grant-plan", request).then().statusCode(404);
  }

  private static void stale(Response response) {
    response.then().statusCode(409);
    assertThat(response.asString()).contains("plan-stale");
  }

  private String consented() {
    return consented(Records.consent(patient.record, granted.subject()));
  }

  private String consented(Consent consent) {
    assertThat(consent.getStatus()).isEqualTo(ConsentState.ACTIVE);
    Response created = patient.post("Consent", consent);
    created.then().statusCode(201);
    return created.header("Location").replaceAll(".*/(Consent/[^/]+).*", "$1");
  }

  private String status(String consent) {
    return patient.get(consent + "/$consent-enforcement-status").asString();
  }

  private String state(String consent) {
    return status(consent)
        .replaceAll("(?s).*\"name\":\\s*\"state\",\\s*\"valueCode\":\\s*\"([a-z-]+)\".*", "$1");
  }

  private String edges(String consent) {
    return Arrays.toString(
        rows()
            .bytes(
                "SELECT edge FROM pre_grant WHERE consent_id IN (?, ?) ORDER BY entry_id",
                consent,
                idOf(consent)));
  }

  private List<Resource> observations(Party reader) {
    Opened page = reader.opening().read("Observation?patient=" + patient.record.getIdPart());
    assertThat(page.unopened()).isZero();
    return ((Bundle) page.resource())
        .getEntry().stream().map(Bundle.BundleEntryComponent::getResource).toList();
  }

  private Rows rows() {
    return Rows.of(server);
  }

  private String id() {
    return patient.record.getIdPart();
  }

  private static String idOf(String consent) {
    return consent.substring("Consent/".length());
  }

  private static String year() {
    return String.valueOf(java.time.Year.now(java.time.ZoneOffset.UTC));
  }

  private static String text(Parameters parameters, String name) {
    return parameters.getParameter(name).getValue().primitiveValue();
  }
}
