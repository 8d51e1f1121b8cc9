// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.server.access.Ward.ACT_REASON;
import static org.fhirpre.server.access.Ward.data;
import static org.fhirpre.server.access.Ward.literal;
import static org.fhirpre.server.access.Ward.named;
import static org.fhirpre.server.access.Ward.purpose;
import static org.fhirpre.server.access.Ward.to;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import java.util.Map;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.story.Records;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CareTeam.CareTeamStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentDataMeaning;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conditions that are judged at each read: who somebody is now, why, and how data are related. */
abstract class PolicyAtRead {
  private static final String CODE = "issue[0].details.coding[0].code";

  private final Deployment server;
  private final Ward ward;
  private final Observation observation;

  PolicyAtRead(Database database) {
    server = Deployment.shared(database);
    ward = Ward.on(server);
    observation = ward.observation();
  }

  @BeforeEach
  void a_record() {
    ward.write(observation);
  }

  @Test
  void an_organisation_reaches_those_below_it_by_their_active_roles() {
    Organization hospital = ward.organization(o -> {});
    Organization clinic = ward.organization(o -> o.setPartOf(to(hospital)));
    Organization department = ward.organization(o -> o.setPartOf(to(clinic)));
    ward.keyed(literal(hospital));
    ward.recorded(ward.permit(literal(hospital)));
    Bearer doctor = ward.stranger();
    assertThat(doctor.status(observation)).isEqualTo(404);
    assertThat(doctor.with("organization", literal(department)).status(observation)).isEqualTo(200);

    PractitionerRole role = named(new PractitionerRole());
    role.setPractitioner(new Reference(doctor.subject())).setOrganization(to(department));
    ward.write(role);
    assertThat(doctor.status(observation)).isEqualTo(200);

    role.setPeriod(new Period().setEndElement(new DateTimeType("2020")));
    ward.write(role);
    assertThat(doctor.status(observation)).isEqualTo(404);
    role.setPeriod(null).setActive(false);
    ward.write(role);
    assertThat(doctor.status(observation)).isEqualTo(404);
  }

  @Test
  void a_group_is_who_is_its_member_at_the_time_of_the_request() {
    Bearer doctor = ward.stranger();
    Group group = ward.group(doctor.subject());
    ward.keyed(literal(group));
    ward.recorded(ward.permit(literal(group)));
    assertThat(doctor.status(observation)).isEqualTo(200);
    assertThat(ward.stranger().status(observation)).isEqualTo(404);

    group.getMemberFirstRep().setInactive(true);
    ward.write(group);
    assertThat(doctor.status(observation)).isEqualTo(404);
  }

  @Test
  void a_care_team_is_who_takes_part_in_it_at_the_time_of_the_request() {
    Bearer doctor = ward.stranger();
    CareTeam team = named(new CareTeam()).setStatus(CareTeamStatus.ACTIVE);
    team.setSubject(to(ward.patient()));
    team.addParticipant().setMember(new Reference(doctor.subject()));
    ward.write(team);
    ward.keyed(literal(team));
    ward.recorded(ward.permit(literal(team)));
    assertThat(doctor.status(observation)).isEqualTo(200);
    assertThat(ward.stranger().status(observation)).isEqualTo(404);

    team.getParticipantFirstRep().setPeriod(new Period().setEndElement(new DateTimeType("2021")));
    ward.write(team);
    assertThat(doctor.status(observation)).isEqualTo(404);
    team.getParticipantFirstRep().setPeriod(null);
    team.setStatus(CareTeamStatus.INACTIVE);
    ward.write(team);
    assertThat(doctor.status(observation)).isEqualTo(404);
  }

  @Test
  void a_denied_group_keeps_out_whom_another_consent_permits() {
    Bearer doctor = ward.doctor();
    ward.recorded(ward.permit(doctor.subject()));
    assertThat(doctor.status(observation)).isEqualTo(200);

    ward.recorded(ward.deny(literal(ward.group(doctor.subject())), p -> {}));
    assertThat(doctor.status(observation)).isEqualTo(404);
  }

  @Test
  void every_purpose_of_a_token_must_be_permitted_and_a_header_may_only_select_one() {
    Bearer doctor = ward.doctor();
    ward.recorded(ward.permit(doctor.subject(), purpose("TREAT")));
    Bearer both = doctor.with("purpose_of_use", List.of("TREAT", "HRESCH"));
    String read = literal(observation);
    assertThat(doctor.status(observation)).isEqualTo(200);
    assertThat(both.status(observation)).isEqualTo(404);
    both.request()
        .header("X-Purpose-Of-Use", ACT_REASON + "|TREAT")
        .get(read)
        .then()
        .statusCode(200);
    both.request()
        .header("X-Purpose-Of-Use", ACT_REASON + "|HRESCH")
        .get(read)
        .then()
        .statusCode(404);
    doctor
        .with("purpose_of_use", "HRESCH")
        .request()
        .header("X-Purpose-Of-Use", ACT_REASON + "|TREAT")
        .get(read)
        .then()
        .statusCode(403)
        .body(CODE, equalTo("purpose-required"));
  }

  @Test
  void related_is_one_step_in_either_direction_and_dependents_are_five() {
    Encounter encounter = named(new Encounter());
    encounter.setStatus(Encounter.EncounterStatus.FINISHED);
    encounter.setClass_(new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "AMB", ""));
    encounter.setSubject(to(ward.patient()));
    Observation visit = ward.observation().setEncounter(to(encounter));
    DiagnosticReport report = report(visit);
    ward.write(encounter, visit, report);
    Bearer near = ward.doctor();
    Bearer far = ward.doctor();
    Bearer back = ward.doctor();
    ward.recorded(ward.permit(near.subject(), data(ConsentDataMeaning.RELATED, encounter)));
    ward.recorded(ward.permit(far.subject(), data(ConsentDataMeaning.DEPENDENTS, encounter)));
    ward.recorded(ward.permit(back.subject(), data(ConsentDataMeaning.RELATED, report)));

    assertThat(near.status(visit)).isEqualTo(200);
    assertThat(near.status(report)).isEqualTo(404);
    assertThat(far.status(visit)).isEqualTo(200);
    assertThat(far.status(report)).isEqualTo(200);
    assertThat(far.status(observation)).isEqualTo(404);
    assertThat(back.status(visit)).isEqualTo(200);
    assertThat(back.status(observation)).isEqualTo(404);
  }

  @Test
  void a_denial_of_dependents_reaches_what_depends_through_others() {
    Observation source = ward.observation();
    DiagnosticReport report = report(source);
    DiagnosticReport summary = report(source);
    summary.getResult().clear();
    ward.write(source, report, summary);
    Bearer doctor = ward.doctor();
    ward.recorded(ward.permit(doctor.subject()));
    assertThat(doctor.status(report)).isEqualTo(200);

    ward.recorded(ward.deny(doctor.subject(), data(ConsentDataMeaning.DEPENDENTS, source)));
    assertThat(doctor.status(report)).isEqualTo(404);
    assertThat(doctor.status(source)).isEqualTo(404);
    assertThat(doctor.status(summary)).isEqualTo(200);
  }

  @Test
  void a_label_that_was_raised_holds_for_earlier_versions_too() {
    Bearer doctor = ward.doctor();
    Consent permit = ward.permit(doctor.subject());
    permit
        .getProvision()
        .addSecurityLabel(
            new Coding("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "N", null));
    ward.recorded(permit);
    String first = literal(observation) + "/_history/1";
    assertThat(doctor.get(first).statusCode()).isEqualTo(200);

    ward.write(Records.labelled(observation.copy(), "HIV"));
    assertThat(doctor.status(observation)).isEqualTo(404);
    assertThat(doctor.get(first).statusCode()).isEqualTo(404);
    assertThat(doctor.get(literal(observation) + "/_history").statusCode()).isEqualTo(404);
  }

  @Test
  void the_residual_of_a_token_takes_away_and_never_adds() {
    Bearer doctor = ward.doctor();
    Observation other = ward.observation();
    ward.write(other);
    ward.recorded(ward.permit(doctor.subject()));
    Map<String, Object> named =
        Map.of("meaning", "instance", "reference", Map.of("reference", literal(observation)));
    Bearer without = doctor.with("ihe_pcf", residual(rule("forbid", "data", named)));
    assertThat(without.status(observation)).isEqualTo(404);
    assertThat(without.status(other)).isEqualTo(200);
    Bearer only =
        doctor.with(
            "extensions",
            Map.of("ihe_pcf", residual(Map.of("type", "forbid"), rule("permit", "data", named))));
    assertThat(only.status(observation)).isEqualTo(200);
    assertThat(only.status(other)).isEqualTo(404);

    assertThat(doctor.with("ihe_pcf", Map.of()).status(other)).isEqualTo(200);
    assertThat(doctor.with("ihe_pcf", "anything").status(other)).isEqualTo(404);
    assertThat(doctor.with("ihe_pcf", Map.of("patient_id", "Patient/other")).status(other))
        .isEqualTo(404);
    Bearer stranger = ward.doctor();
    assertThat(
            stranger.with("ihe_pcf", residual(rule("permit", "data", named))).status(observation))
        .isEqualTo(404);
  }

  @Test
  void the_residual_of_a_patients_own_token_narrows_too() {
    Bearer own = Bearer.of(server, literal(ward.patient()), "patient/*.rs");
    assertThat(own.status(observation)).isEqualTo(200);
    assertThat(own.with("ihe_pcf", residual(Map.of("type", "forbid"))).status(observation))
        .isEqualTo(404);
  }

  private static Map<String, Object> rule(String type, String member, Object value) {
    return Map.of("type", type, member, List.of(value));
  }

  private static Map<String, Object> residual(Object... rules) {
    return Map.of("residual", List.of(rules));
  }

  private DiagnosticReport report(Observation result) {
    DiagnosticReport report = named(new DiagnosticReport());
    report.setStatus(DiagnosticReport.DiagnosticReportStatus.FINAL);
    report.setCode(new CodeableConcept(new Coding("http://loinc.org", "11502-2", null)));
    report.setSubject(to(ward.patient()));
    report.addResult(to(result));
    return report;
  }
}
