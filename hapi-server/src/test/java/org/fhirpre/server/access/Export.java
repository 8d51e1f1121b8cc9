// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.server.access.Ward.literal;
import static org.hamcrest.Matchers.equalTo;

import ca.uhn.fhir.context.FhirContext;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.fhirpre.client.EnvelopeOpener;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Records;
import org.fhirpre.server.story.Rows;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/** Bulk export: files for the one who asked, sealed resources re-encrypted to that reader. */
abstract class Export {
  private static final String TYPES = "http://hl7.org/fhir/resource-types";
  private static final String TEXT =
      "SELECT v.RES_TEXT_VC FROM HFJ_RES_VER v JOIN HFJ_RESOURCE r ON r.RES_ID = v.RES_ID"
          + " WHERE r.RES_TYPE = 'Group' AND r.FHIR_ID = ?";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Ward ward;
  private final Party key;
  private final Bearer doctor;
  private final Observation heart;
  private final Observation sensitive;

  Export(Database database) {
    Deployment server = Deployment.shared(database);
    ward = Ward.on(server);
    key = server.party("demo-admin");
    doctor = ward.stranger();
    key.registerFor(doctor.subject()).then().statusCode(200);
    heart = ward.observation();
    sensitive = Records.labelled(ward.observation(), "HIV");
    ward.write(heart, sensitive);
  }

  @Test
  void the_requester_opens_what_was_granted_and_nobody_else_gets_the_files() {
    Consent consent = ward.recorded(Records.consent(ward.patient(), doctor.subject()));

    Response finished = exported(doctor, ofPatient("Patient,Observation"));
    List<String> files = finished.jsonPath().getList("output.url");
    assertThat(finished.jsonPath().getList("output.type"))
        .containsExactlyInAnyOrder("Patient", "Observation");
    assertThat(finished.asString()).doesNotContain("Ashgrove");
    assertThat(files.stream().flatMap(file -> opened(doctor, file)))
        .containsExactlyInAnyOrder("Ashgrove", "71.0");

    Bearer other = ward.doctor();
    assertThat(files).allSatisfy(file -> assertThat(other.get(file).statusCode()).isEqualTo(404));

    ward.admin().request().delete(literal(consent)).then().statusCode(200);
    assertThat(files.stream().flatMap(file -> lines(doctor, file))).isEmpty();
    start(doctor, ofPatient("Observation")).then().statusCode(404);
  }

  @Test
  void without_a_grant_there_is_nothing_and_the_job_is_its_requesters_own() {
    ward.recorded(
        ward.permit(
            doctor.subject(),
            provision -> provision.addClass_(new Coding(TYPES, "Patient", null))));
    String job = started(doctor, ofPatient("Observation"));
    Bearer other = ward.doctor();
    other.get(job).then().statusCode(404).body(code(), equalTo("access-denied-or-absent"));
    other.request().delete(job).then().statusCode(404);
    String unknown = job.replaceAll("_jobId=.*", "_jobId=none");
    doctor.get(unknown).then().statusCode(404).body(code(), equalTo("access-denied-or-absent"));
    doctor.get(job.replaceAll("\\?.*", "")).then().statusCode(400);
    assertThat(finished(doctor, job).jsonPath().getList("output")).isEmpty();
  }

  @Test
  void what_the_patient_may_have_is_all_of_the_own_record() {
    Bearer patient = Bearer.of(ward.server(), literal(ward.patient()), "patient/*.rs");
    Response finished = exported(patient, literal(ward.patient()) + "/$export?_type=Observation");
    List<String> lines =
        finished.jsonPath().<String>getList("output.url").stream()
            .flatMap(file -> lines(patient, file))
            .toList();
    assertThat(lines).hasSize(2);
    Ward elsewhere = Ward.on(ward.server());
    Bearer stranger = Bearer.of(ward.server(), literal(elsewhere.patient()), "patient/*.rs");
    String hidden =
        start(stranger, ofPatient("Observation")).then().statusCode(404).extract().asString();
    String absent = "Patient/" + UUID.randomUUID() + "/$export?_type=Observation";
    assertThat(start(stranger, absent).then().statusCode(404).extract().asString())
        .isEqualTo(hidden);
  }

  @Test
  void what_scopes_and_sealing_exclude_is_refused() {
    Bearer narrow =
        Bearer.of(ward.server(), doctor.subject(), "user/Observation.rs user/Patient.r");
    start(narrow, ofPatient("Condition")).then().statusCode(403);
    start(doctor, ofPatient("Consent")).then().statusCode(400);
    start(doctor, ofPatient("Observation") + "&_typeFilter=Observation?code=8867-4")
        .then()
        .statusCode(400)
        .body(code(), equalTo("not-supported"));
    Map<String, Object> narrowing = Map.of("ihe_pcf", Map.of("residual", List.of()));
    start(doctor.with("extensions", narrowing), ofPatient("Observation")).then().statusCode(422);
  }

  /** A Group that seemed to be a patient's while its transaction was read. */
  @Test
  void what_only_the_server_reads_is_in_no_file() {
    String practitioner = "urn:uuid:" + UUID.randomUUID();
    Group group = new Group();
    group.setType(Group.GroupType.PRACTITIONER).setActual(true).setName("Ashgrove");
    group.addMember().setEntity(new Reference(practitioner));
    Bundle transaction = new Bundle().setType(Bundle.BundleType.TRANSACTION);
    entry(transaction, new Practitioner()).setFullUrl(practitioner);
    entry(transaction, group);
    Response written = ward.ehr().post("", transaction);
    String location = written.then().statusCode(200).extract().path("entry[1].response.location");
    String id = location.replaceAll(".*Group/([^/]+).*", "$1");
    assertThat(Rows.of(ward.server()).one(TEXT, id)).startsWith("fhirpre:");

    List<String> files =
        exported(doctor, "$export?_type=Group").jsonPath().getList("output.url", String.class);
    assertThat(files.stream().flatMap(file -> lines(doctor, file)))
        .noneMatch(line -> line.contains(id));
  }

  private static BundleEntryComponent entry(Bundle transaction, Resource resource) {
    BundleEntryComponent entry = transaction.addEntry().setResource(resource);
    entry.getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl(resource.fhirType());
    return entry;
  }

  private String ofPatient(String types) {
    return literal(ward.patient()) + "/$export?_type=" + types;
  }

  private static String code() {
    return "issue[0].details.coding[0].code";
  }

  private static Response start(Bearer who, String path) {
    return who.request().header("Prefer", "respond-async").get(path);
  }

  private static String started(Bearer who, String path) {
    Response answer = start(who, path);
    answer.then().statusCode(202);
    return answer.header("Content-Location");
  }

  private static Response exported(Bearer who, String path) {
    return finished(who, started(who, path));
  }

  private static Response finished(Bearer who, String job) {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      Response status = who.get(job);
      if (status.statusCode() == 200) {
        return status;
      }
      status.then().statusCode(202);
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
    }
    throw new AssertionError("the export does not end");
  }

  /** What distinguishes the resources of a file, opened. */
  private Stream<String> opened(Bearer who, String file) {
    EnvelopeOpener opener = key.opener();
    return lines(who, file)
        .map(line -> (Resource) FhirContext.forR4Cached().newJsonParser().parseResource(line))
        .map(shell -> opener.open(shell).resource())
        .map(Export::mark);
  }

  private static String mark(Resource opened) {
    return opened instanceof Observation observation
        ? observation.getValueQuantity().getValue().toPlainString()
        : ((Patient) opened).getNameFirstRep().getFamily();
  }

  private static Stream<String> lines(Bearer who, String file) {
    Response answer = who.request().accept("application/fhir+ndjson").get(file);
    answer.then().statusCode(200);
    return answer.asString().lines();
  }
}
