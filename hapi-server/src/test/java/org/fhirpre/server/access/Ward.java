// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import io.restassured.response.Response;
import java.util.UUID;
import java.util.function.Consumer;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Records;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentDataMeaning;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** A patient's record and the people around it, on a server that others use too. */
record Ward(Deployment server, Party ehr, Party admin, Patient patient) {
  static final String ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

  static Ward on(Deployment server) {
    Ward ward =
        new Ward(
            server,
            server.party("demo-ehr"),
            server.party("demo-admin"),
            Records.patient("Ashgrove"));
    ward.write(ward.patient);
    return ward;
  }

  static <T extends Resource> T named(T resource) {
    resource.setId(UUID.randomUUID().toString());
    return resource;
  }

  static String literal(Resource resource) {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }

  static Reference to(Resource resource) {
    return new Reference(literal(resource));
  }

  Observation observation() {
    return named(Records.heartRate(patient, 71, "2025-06-01T10:00:00Z"));
  }

  void write(Resource... resources) {
    ehr.post("", Records.transaction(resources)).then().statusCode(200);
  }

  /** A practitioner without a key of the own. */
  Bearer stranger() {
    Practitioner practitioner = named(new Practitioner());
    write(practitioner);
    return Bearer.of(server, literal(practitioner), "user/*.rs");
  }

  /** A practitioner who may get grants. */
  Bearer doctor() {
    Bearer doctor = stranger();
    keyed(doctor.subject());
    return doctor;
  }

  void keyed(String subject) {
    server.party("demo-admin").registerFor(subject).then().statusCode(200);
  }

  Organization organization(Consumer<Organization> more) {
    Organization organization = named(new Organization().setName("Ashgrove"));
    more.accept(organization);
    write(organization);
    return organization;
  }

  Group group(String member) {
    Group group = named(new Group());
    group.setType(Group.GroupType.PRACTITIONER).setActual(true);
    group.addMember().setEntity(new Reference(member));
    write(group);
    return group;
  }

  /** A Consent that permits this actor everything. */
  Consent permit(String actor) {
    Consent consent = Records.consent(patient, actor);
    consent.setPolicyRule(null);
    consent.addPolicy().setUri("http://example.org/policies/privacy");
    consent.getProvision().setSecurityLabel(null).setPurpose(null);
    return consent;
  }

  /** The same for what a condition says. */
  Consent permit(String actor, Consumer<ProvisionComponent> condition) {
    Consent consent = permit(actor);
    condition.accept(consent.getProvision());
    return consent;
  }

  Consent deny(String actor, Consumer<ProvisionComponent> condition) {
    Consent consent = permit(actor, condition);
    consent.getProvision().setType(ConsentProvisionType.DENY);
    return consent;
  }

  static Consumer<ProvisionComponent> data(ConsentDataMeaning meaning, Resource resource) {
    return provision -> provision.addData().setMeaning(meaning).setReference(to(resource));
  }

  static Consumer<ProvisionComponent> purpose(String code) {
    return provision -> provision.addPurpose(new Coding(ACT_REASON, code, null));
  }

  /** Records it; its id is the server's. */
  Consent recorded(Consent consent) {
    Response answer = admin.post("Consent", consent);
    answer.then().statusCode(201);
    consent.setId(answer.header("Location").replaceAll(".*/Consent/([^/]+).*", "$1"));
    return consent;
  }
}
