// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.server.access.Ward.literal;
import static org.fhirpre.server.access.Ward.purpose;
import static org.hamcrest.Matchers.equalTo;

import ca.uhn.fhir.context.FhirContext;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.story.Records;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Explanations agree with reads, and tell each caller no more than is due. */
class ExplainAccessIT {
  private final Deployment server = Deployment.shared(Database.H2);
  private final Ward ward = Ward.on(server);
  private final Observation normal = ward.observation();
  private final Observation hiv = Records.labelled(ward.observation(), "HIV");
  private final Bearer doctor = ward.doctor();
  private final Bearer patient = Bearer.of(server, literal(ward.patient()), "patient/*.rs");
  private final Bearer officer =
      Bearer.of(server, ward.stranger().subject(), "fhirpre/privacy user/Consent.rs");
  private Consent consent = new Consent();

  @BeforeEach
  void a_record_and_a_consent() {
    ward.write(normal, hiv);
    Consent permit = ward.permit(doctor.subject(), purpose("TREAT"));
    permit
        .getProvision()
        .addProvision()
        .setType(ConsentProvisionType.DENY)
        .addSecurityLabel(
            new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "HIV", null));
    consent = ward.recorded(permit);
  }

  @Test
  void a_permit_is_told_with_consent_node_conditions_and_grant() {
    Parameters answer = ask(patient, doctor.subject(), "TREAT", normal);
    assertThat(text(answer, "decision")).isEqualTo("permit");
    assertThat(text(answer, "enforcement")).isEqualTo("crypto+policy");
    List<ParametersParameterComponent> facet = parts(answer, "facet");
    assertThat(values(facet, "decision")).containsExactly("permit");
    assertThat(values(facet, "node")).containsExactly("Consent.provision");
    assertThat(values(facet, "grant")).containsExactly("live");
    assertThat(values(facet, "consent")).containsExactly(literal(consent));
    assertThat(values(facet, "version")).containsExactly(literal(consent) + "/_history/1");
    assertThat(conditions(facet)).contains("actor crypto", "purpose policy");
    assertThat(text(answer, "residual")).contains("forbid").contains("HIV");
    assertThat(doctor.status(normal)).isEqualTo(200);
  }

  @Test
  void a_denial_names_the_node_that_denies_and_tells_that_policy_alone_does_it() {
    Parameters answer = ask(officer, doctor.subject(), "TREAT", hiv);
    assertThat(text(answer, "decision")).isEqualTo("deny");
    assertThat(text(answer, "reason")).isEqualTo("deny-rule");
    List<ParametersParameterComponent> facet = parts(answer, "facet");
    assertThat(values(facet, "node")).containsExactly("Consent.provision.provision[0]");
    assertThat(conditions(facet)).containsExactly("label policy");
    assertThat(values(facet, "grant")).containsExactly("live");
    assertThat(doctor.status(hiv)).isEqualTo(404);
  }

  @Test
  void a_purpose_that_is_not_permitted_and_a_stranger_are_told_apart() {
    Parameters research = ask(patient, doctor.subject(), "HRESCH", normal);
    assertThat(text(research, "reason")).isEqualTo("facet-not-covered");
    Bearer stranger = ward.stranger();
    Parameters nobody = ask(patient, stranger.subject(), "TREAT", normal);
    assertThat(text(nobody, "decision")).isEqualTo("deny");
    Ward elsewhere = Ward.on(server);
    Observation unconsented = elsewhere.observation();
    elsewhere.write(unconsented);
    Bearer other = Bearer.of(server, literal(elsewhere.patient()), "patient/*.rs");
    Parameters none =
        parse(
            other
                .request()
                .queryParam("actor", doctor.subject())
                .queryParam("resource", literal(unconsented))
                .get(literal(elsewhere.patient()) + "/$explain-access"));
    assertThat(text(none, "reason")).isEqualTo("no-consent");
  }

  @Test
  void the_patients_own_access_needs_no_grant() {
    Parameters answer = ask(patient, patient.subject(), "PATRQT", hiv);
    assertThat(text(answer, "decision")).isEqualTo("permit");
    assertThat(values(parts(answer, "facet"), "grant")).containsExactly("none-needed");
  }

  @Test
  void who_can_see_it_lists_the_holders_of_grants_who_are_permitted() {
    Parameters everything = parse(patient.get(path()));
    assertThat(values(parts(everything, "grantee"), "actor")).containsExactly(doctor.subject());
    assertThat(values(parts(everything, "grantee"), "purpose")).containsExactly("TREAT");
    Parameters one = parse(officer.request().queryParam("resource", literal(hiv)).get(path()));
    assertThat(text(one, "decision")).isEqualTo("deny");
    assertThat(parts(one, "grantee")).isEmpty();
  }

  @Test
  void a_hypothetical_resource_is_judged_as_one_that_exists() {
    Parameters answer =
        parse(
            patient
                .request()
                .queryParam("actor", doctor.subject())
                .queryParam("purpose", "TREAT")
                .queryParam("type", "Observation")
                .queryParam("label", "http://terminology.hl7.org/CodeSystem/v3-ActCode|HIV")
                .get(path()));
    assertThat(text(answer, "decision")).isEqualTo("deny");
    assertThat(text(answer, "reason")).isEqualTo("deny-rule");
  }

  @Test
  void others_learn_of_their_own_access_only_whether_it_is_permitted() {
    Parameters permitted = parse(own(doctor, literal(normal)));
    assertThat(permitted.getParameter()).hasSize(1);
    assertThat(text(permitted, "decision")).isEqualTo("permit");
    String denied = own(doctor, literal(hiv)).asString();
    String absent = own(doctor, "Observation/" + UUID.randomUUID()).asString();
    assertThat(denied).isEqualTo(absent).contains("deny").doesNotContain("reason");
    doctor
        .request()
        .queryParam("actor", ward.stranger().subject())
        .queryParam("resource", literal(normal))
        .get(path())
        .then()
        .statusCode(404);
    doctor
        .get(path())
        .then()
        .statusCode(400)
        .body("issue[0].details.coding[0].code", equalTo("malformed-encoding"));
  }

  private String path() {
    return literal(ward.patient()) + "/$explain-access";
  }

  private Response own(Bearer caller, String resource) {
    return caller.request().queryParam("resource", resource).get(path());
  }

  private Parameters ask(Bearer caller, String actor, String purpose, Observation about) {
    return parse(
        caller
            .request()
            .queryParam("actor", actor)
            .queryParam("purpose", purpose)
            .queryParam("resource", literal(about))
            .get(path()));
  }

  private static Parameters parse(Response answer) {
    answer.then().statusCode(200);
    return FhirContext.forR4Cached()
        .newJsonParser()
        .parseResource(Parameters.class, answer.asString());
  }

  private static List<ParametersParameterComponent> parts(Parameters answer, String name) {
    return answer.getParameter().stream().filter(each -> each.getName().equals(name)).toList();
  }

  private static String text(Parameters answer, String name) {
    return parts(answer, name).stream()
        .findFirst()
        .map(each -> each.getValue().primitiveValue())
        .orElse("");
  }

  private static List<String> values(List<ParametersParameterComponent> of, String name) {
    return named(of.stream(), name).map(each -> shown(each.getValue())).toList();
  }

  private static List<String> conditions(List<ParametersParameterComponent> facets) {
    return named(facets.stream(), "condition")
        .map(
            each ->
                values(List.of(each), "dimension").get(0)
                    + " "
                    + values(List.of(each), "enforcement").get(0))
        .toList();
  }

  private static Stream<ParametersParameterComponent> named(
      Stream<ParametersParameterComponent> of, String name) {
    return of.flatMap(each -> each.getPart().stream()).filter(each -> each.getName().equals(name));
  }

  private static String shown(Base value) {
    if (value instanceof Reference reference) {
      return reference.getReference();
    }
    return value instanceof Coding coding ? coding.getCode() : value.primitiveValue();
  }
}
