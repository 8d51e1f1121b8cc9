// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SealedWritesIT extends SealedHost {
  @Autowired DaoRegistry daos;

  @Test
  void a_created_body_is_sealed_in_its_row_and_opens_for_a_granted_reader() {
    String patient = createPatient("Rowfamily");
    String id = create("Observation", observation(patient, "ROWSECRET"));
    access.permit(DOCTOR, "Patient/" + patient);

    assertThat(rows(id)).singleElement().asString().startsWith("fhirpre:1 Observation ");
    HttpResponse<String> read = get("Observation/" + id, DOCTOR);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).doesNotContain("ROWSECRET");
    Observation shell = parse(Observation.class, read);
    assertThat(shell.getStatus()).isEqualTo(Observation.ObservationStatus.FINAL);
    assertThat(shell.getSubject().getReference()).isEqualTo("Patient/" + patient);
    assertThat(shell.getMeta().getSecurityFirstRep().getCode()).isEqualTo("MASKED");
    assertThat(open(shell)).contains("ROWSECRET").contains("\"id\":\"" + id + "\"");
  }

  @Test
  void an_update_makes_a_new_sealed_version_bound_to_its_number() {
    String patient = createPatient("Update");
    String id = create("Observation", observation(patient, "FIRSTTEXT"));
    access.permit(DOCTOR, "Patient/" + patient);
    String second =
        observation(patient, "SECONDTEXT")
            .replace("\"status\"", "\"id\":\"" + id + "\",\"status\"");
    assertThat(put("Observation/" + id, second).statusCode()).isEqualTo(200);

    assertThat(rows(id)).hasSize(2).allMatch(row -> row.startsWith("fhirpre:1 Observation "));
    assertThat(open(parse(Observation.class, get("Observation/" + id, DOCTOR))))
        .contains("SECONDTEXT");
    assertThat(open(parse(Observation.class, get("Observation/" + id + "/_history/1", DOCTOR))))
        .contains("FIRSTTEXT");
    assertThat(resources(get("Observation/" + id + "/_history", DOCTOR)))
        .hasSize(2)
        .extracting(this::open)
        .anyMatch(json -> json.contains("FIRSTTEXT"))
        .anyMatch(json -> json.contains("SECONDTEXT"));
  }

  @Test
  void a_transaction_resolves_references_before_it_seals_and_shares_capsules() {
    String patientUrl = "urn:uuid:" + UUID.randomUUID();
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      entries
          .append(",{\"resource\":")
          .append(observation("x", "TXSECRET" + i).replace("Patient/x", patientUrl))
          .append(",\"request\":{\"method\":\"POST\",\"url\":\"Observation\"}}");
    }
    String bundle =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"fullUrl\":\""
            + patientUrl
            + "\",\"resource\":{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"TXFAMILY\"}]},"
            + "\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}}"
            + entries
            + "]}";
    HttpResponse<String> answer = post("", bundle);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    List<String> locations =
        parse(Bundle.class, answer).getEntry().stream()
            .map(entry -> entry.getResponse().getLocation())
            .toList();
    String patient = locations.get(0).split("/", -1)[1];
    access.permit(DOCTOR, "Patient/" + patient);
    List<String> capsules =
        locations.subList(1, locations.size()).stream()
            .map(location -> get(location, DOCTOR))
            .map(read -> parse(Observation.class, read))
            .peek(shell -> assertThat(open(shell)).contains("TXSECRET", "Patient/" + patient))
            .map(
                shell ->
                    FHIR.newJsonParser()
                        .encodeToString(
                            org.fhirpre.interceptor.memory.Opener.envelope(shell)
                                .getExtensionsByUrl("share")
                                .get(0)
                                .getExtensionByUrl("capsule")))
            .distinct()
            .toList();
    assertThat(capsules).hasSize(1);
    assertThat(rows(patient)).allMatch(row -> row.startsWith("fhirpre:1 Patient "));
  }

  @Test
  void a_conditional_create_finds_what_it_made_before() {
    String value = UUID.randomUUID().toString();
    String json =
        "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:s\",\"value\":\""
            + value
            + "\"}]}";
    Map<String, String> condition = Map.of("If-None-Exist", "identifier=urn:s|" + value);
    HttpResponse<String> first = send("POST", "Patient", json, condition);
    HttpResponse<String> second = send("POST", "Patient", json, condition);
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
  }

  @Test
  void labels_and_tags_are_sealed_and_not_in_the_tag_table() {
    String json =
        "{\"resourceType\":\"Patient\",\"meta\":{\"profile\":[\"http://x.org/HIDDENPROFILE\"],"
            + "\"tag\":[{\"system\":\"urn:t\",\"code\":\"HIDDENTAG\"}],\"security\":[{\"system\":"
            + "\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"HIV\"}]}}";
    String id = create("Patient", json);
    assertThat(jdbc.queryForList("select TAG_CODE from HFJ_TAG_DEF", String.class))
        .noneMatch(code -> code.contains("HIDDEN") || code.contains("HIV"));
    Patient shell = parse(Patient.class, get("Patient/" + id, "Patient/" + id));
    String opened = new org.fhirpre.interceptor.memory.Opener(umbral).openOwn(shell, patients);
    assertThat(opened)
        .contains("HIDDENTAG", "HIDDENPROFILE", "HIV", "\"code\":\"R\"", "\"writer\"");
  }

  @Test
  void a_resource_takes_labels_of_the_encounter_in_its_transaction_and_of_a_stored_condition() {
    String patient = createPatient("Linked");
    String subject = "\"subject\":{\"reference\":\"Patient/" + patient + "\"}";
    String visit = "urn:uuid:" + UUID.randomUUID();
    String bundle =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":"
            + observation(patient, "LINKED")
                .replaceFirst("\\{", "{\"encounter\":{\"reference\":\"" + visit + "\"},")
            + ",\"request\":{\"method\":\"POST\",\"url\":\"Observation\"}},{\"fullUrl\":\""
            + visit
            + "\",\"resource\":{\"resourceType\":\"Encounter\",\"status\":\"finished\",\"class\":"
            + "{\"code\":\"AMB\"},"
            + subject
            + ",\"reasonCode\":["
            + icd("F11.20")
            + "]},\"request\":{\"method\":\"POST\",\"url\":\"Encounter\"}}]}";
    HttpResponse<String> answer = post("", bundle);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String location = parse(Bundle.class, answer).getEntryFirstRep().getResponse().getLocation();
    String opened = openOwn(Observation.class, location, patient);
    assertThat(opened).contains("OPIOIDUD", "sls-link", "LINKED");

    String condition =
        create(
            "Condition",
            "{\"resourceType\":\"Condition\"," + subject + ",\"code\":" + icd("B20") + "}");
    String procedure =
        create(
            "Procedure",
            "{\"resourceType\":\"Procedure\",\"status\":\"completed\","
                + subject
                + ",\"reasonReference\":[{\"reference\":\"Condition/"
                + condition
                + "\"}]}");
    opened = openOwn(org.hl7.fhir.r4.model.Procedure.class, "Procedure/" + procedure, patient);
    assertThat(opened).contains("\"HIV\"", "sls-link", "Condition/" + condition);
  }

  private <T extends org.hl7.fhir.r4.model.Resource> String openOwn(
      Class<T> type, String location, String patient) {
    T shell = parse(type, get(location, "Patient/" + patient));
    return new org.fhirpre.interceptor.memory.Opener(umbral).openOwn(shell, patients);
  }

  private static String icd(String code) {
    return "{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/icd-10-cm\",\"code\":\""
        + code
        + "\"}]}";
  }

  @Test
  void binaries_belong_to_the_patient_of_their_security_context() {
    String patient = createPatient("Binary");
    access.permit(DOCTOR, "Patient/" + patient);
    String binary =
        "{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"QklOU0VDUkVU\"";
    String owned = binary + ",\"securityContext\":{\"reference\":\"Patient/" + patient + "\"}}";
    String id = create("Binary", owned);
    HttpResponse<String> read =
        send(
            "GET",
            "Binary/" + id,
            "",
            Map.of("X-Reader", DOCTOR, "Accept", "application/fhir+json"));
    var shell = parse(org.hl7.fhir.r4.model.Binary.class, read);
    assertThat(shell.getContentType()).isEqualTo("application/jose");
    assertThat(open(shell)).contains("QklOU0VDUkVU");
    assertThat(post("Binary", binary + "}").body()).contains("missing-patient");
  }

  @Test
  void what_was_deleted_can_be_written_again() {
    String patient = createPatient("Revived");
    access.permit(DOCTOR, "Patient/" + patient);
    String id = UUID.randomUUID().toString();
    String body =
        observation(patient, "REVIVEDCODE").replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    for (int round = 0; round < 2; round++) {
      assertThat(put("Observation/" + id, body).statusCode()).isEqualTo(201);
      var shell = parse(Observation.class, get("Observation/" + id, DOCTOR));
      assertThat(open(shell)).contains("REVIVEDCODE");
      send("DELETE", "Observation/" + id, "", Map.of("X-Reader", "Device/ehr"));
    }
  }

  @Test
  void what_names_no_patient_is_sealed_for_the_deployment() {
    String id = create("Device", "{\"resourceType\":\"Device\",\"lotNumber\":\"LOTOWNDEVICE\"}");
    assertThat(patients.segments(KeyDirectory.DEPLOYMENT)).isNotEmpty();
    assertThat(get("Device/" + id, DOCTOR).statusCode()).isEqualTo(404);
    access.permit(DOCTOR, "Patient/" + KeyDirectory.DEPLOYMENT);
    HttpResponse<String> read = get("Device/" + id, DOCTOR);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).doesNotContain("LOTOWNDEVICE");
  }

  @Test
  void refusals_carry_stable_codes_and_store_nothing() {
    long before = count();
    for (String patient : List.of("\"display\":\"Rosalind\"", "\"identifier\":{\"value\":\"1\"}")) {
      assertThat(post("Device", "{\"resourceType\":\"Device\",\"patient\":{" + patient + "}}"))
          .matches(answer -> answer.statusCode() == 422)
          .matches(answer -> answer.body().contains("missing-patient"));
    }
    HttpResponse<String> nobody = post("Observation", observation("does-not-exist", "X"));
    assertThat(nobody.body()).contains("HAPI-1094").doesNotContain("does-not-exist");
    String patient = createPatient("Refused");
    patients.refuse(patient);
    assertThat(post("Observation", observation(patient, "X")))
        .matches(answer -> answer.statusCode() == 422)
        .matches(answer -> answer.body().contains("patient-not-enrolled"));
    assertThat(put("Patient/smith-1970", "{\"resourceType\":\"Patient\",\"id\":\"smith-1970\"}"))
        .matches(answer -> answer.statusCode() == 422)
        .matches(answer -> answer.body().contains("client-id-refused"));
    assertThat(count()).isEqualTo(before + 1);
  }

  @Test
  void a_body_over_the_limit_is_refused() {
    String patient = createPatient("Large");
    String large = "x".repeat(17 << 20);
    HttpResponse<String> answer = post("Observation", observation(patient, large));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("body-too-large");
  }

  @Test
  void server_sealed_bodies_are_not_readable_in_their_rows() {
    String patient = createPatient("Consenting");
    String json =
        "{\"resourceType\":\"Consent\",\"status\":\"active\",\"scope\":{\"text\":\"SCOPESECRET\"},"
            + "\"category\":[{\"text\":\"c\"}],\"patient\":{\"reference\":\"Patient/"
            + patient
            + "\"},\"policyRule\":{\"text\":\"p\"}}";
    String id = create("Consent", json);
    assertThat(rows(id)).singleElement().asString().startsWith("fhirpre:1 Consent ");
    assertThat(get("Consent/" + id, "Patient/" + patient).body()).contains("SCOPESECRET");
    assertThat(get("Consent/" + id, STRANGER).statusCode()).isEqualTo(404);
  }

  @Test
  void the_server_itself_changes_a_server_sealed_resource_and_it_is_sealed_again() {
    String patient = createPatient("Revoking");
    String json =
        "{\"resourceType\":\"Consent\",\"status\":\"active\",\"scope\":{\"text\":\"s\"},"
            + "\"meta\":{\"tag\":[{\"system\":\"urn:t\",\"code\":\"KEPTTAG\"}]},"
            + "\"category\":[{\"text\":\"c\"}],\"patient\":{\"reference\":\"Patient/"
            + patient
            + "\"},\"policyRule\":{\"text\":\"p\"}}";
    String id = create("Consent", json);
    IFhirResourceDao<Consent> dao = daos.getResourceDao(Consent.class);
    Consent consent = dao.read(new IdType("Consent", id), new SystemRequestDetails());
    dao.update(consent.setStatus(Consent.ConsentState.INACTIVE), new SystemRequestDetails());
    assertThat(rows(id)).hasSize(2).allMatch(row -> row.startsWith("fhirpre:1 Consent "));
    assertThat(get("Consent/" + id, "Patient/" + patient).body())
        .contains("\"inactive\"", "KEPTTAG");
  }

  @Test
  void a_history_of_a_type_leaves_out_what_is_withheld() {
    String mine = createPatient("HistoryMine");
    String other = createPatient("HistoryOther");
    send("DELETE", "Patient/" + other, "", Map.of());
    access.permit(DOCTOR, "Patient/" + mine);
    HttpResponse<String> history = get("Patient/_history?_count=200", DOCTOR);
    assertThat(history.statusCode()).isEqualTo(200);
    assertThat(history.body()).contains(mine).doesNotContain(other).doesNotContain("\"total\"");
  }

  private long count() {
    Long rows = jdbc.queryForObject("select count(*) from HFJ_RESOURCE", Long.class);
    return rows == null ? 0 : rows;
  }
}
