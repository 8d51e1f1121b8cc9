// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.fhirpre.interceptor.memory.Opener;
import org.fhirpre.interceptor.spi.AuditTrail.Kind;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.Test;

class ShownPagesIT extends SealedHost {

  @Test
  void a_search_leaves_out_what_is_not_granted_and_counts_nothing() {
    String mine = createPatient("Granted");
    String other = createPatient("Hidden");
    create("Observation", observation(mine, "A"));
    create("Observation", observation(mine, "B"));
    create("Observation", observation(other, "C"));
    access.permit(DOCTOR, "Patient/" + mine);
    int before = access.decisions.get();
    HttpResponse<String> page =
        get("Observation?subject=Patient/" + mine + ",Patient/" + other, DOCTOR);
    assertThat(access.decisions.get() - before).isEqualTo(1);
    assertThat(resources(page))
        .hasSize(2)
        .allSatisfy(shell -> assertThat(open(shell)).isNotEmpty());
    assertThat(parse(Bundle.class, page).hasTotal()).isFalse();
    assertThat(get("Observation?subject=Patient/" + other, DOCTOR).body())
        .doesNotContain("\"total\"")
        .doesNotContain("\"entry\"");
    assertThat(audit.entries).anyMatch(entry -> entry.kind() == Kind.READ);
  }

  @Test
  void the_patient_gets_the_owners_view() {
    String patient = createPatient("OWNFAMILY");
    var shell =
        parse(org.hl7.fhir.r4.model.Patient.class, get("Patient/" + patient, "Patient/" + patient));
    assertThat(new Opener(umbral).openOwn(shell, patients)).contains("OWNFAMILY");
    assertThat(
            Opener.envelope(shell).getExtensionsByUrl("share").get(0).hasExtension("transformed"))
        .isFalse();
  }

  @Test
  void absent_denied_and_deleted_are_the_same_bytes() {
    String patient = createPatient("Denied");
    String denied = create("Observation", observation(patient, "D"));
    String deleted = create("Observation", observation(patient, "E"));
    assertThat(send("DELETE", "Observation/" + deleted, "", Map.of()).statusCode()).isEqualTo(200);
    String absent = UUID.randomUUID().toString();
    for (String suffix : List.of("", "/_history/1", "/_history")) {
      List<String> answers =
          List.of(denied, deleted, absent).stream()
              .map(id -> get("Observation/" + id + suffix, STRANGER))
              .map(ShownPagesIT::visible)
              .distinct()
              .toList();
      assertThat(answers).as(suffix).hasSize(1);
      assertThat(answers.get(0)).startsWith("404").contains("access-denied-or-absent");
    }
    assertThat(send("GET", "Observation/" + denied, "", Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void absence_costs_the_work_of_a_denial() {
    String denied = create("Observation", observation(createPatient("Denied"), "D"));
    for (String id : List.of(denied, UUID.randomUUID().toString())) {
      int before = access.decisions.get();
      assertThat(get("Observation/" + id, STRANGER).statusCode()).isEqualTo(404);
      assertThat(access.decisions.get() - before).isEqualTo(1);
    }
  }

  // Everything a client can compare but the random request id and the time.
  private static String visible(HttpResponse<String> answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    headers.keySet().removeIf(name -> List.of("x-request-id", "date").contains(name));
    return answer.statusCode() + " " + headers + " " + answer.body();
  }

  @Test
  void revocation_closes_at_once() {
    String patient = createPatient("Revoked");
    access.permit(DOCTOR, "Patient/" + patient);
    assertThat(get("Patient/" + patient, DOCTOR).statusCode()).isEqualTo(200);
    access.revoke(DOCTOR, "Patient/" + patient);
    assertThat(get("Patient/" + patient, DOCTOR).statusCode()).isEqualTo(404);
  }

  @Test
  void a_writer_gets_its_body_back_only_on_explicit_request() {
    String json =
        "{\"resourceType\":\"Patient\",\"meta\":{\"tag\":[{\"system\":\"urn:t\",\"code\":\"k\"}]},"
            + "\"name\":[{\"family\":\"BACK\"}]}";
    assertThat(post("Patient", json).body()).isEmpty();
    HttpResponse<String> full =
        send("POST", "Patient", json, Map.of("Prefer", "return=representation"));
    assertThat(full.body()).contains("BACK", "urn:t", "versionId");
    String bundle =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":"
            + json
            + ",\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}}]}";
    assertThat(post("", bundle).body()).doesNotContain("BACK");
    assertThat(send("POST", "", bundle, Map.of("Prefer", "return=representation")).body())
        .contains("BACK");
  }

  @Test
  void a_conditional_create_gives_nothing_of_the_existing_resource_back() {
    String value = UUID.randomUUID().toString();
    String json =
        "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:s\",\"value\":\""
            + value
            + "\"}],\"name\":[{\"family\":\"EXISTING\"}]}";
    Map<String, String> condition =
        Map.of("If-None-Exist", "identifier=urn:s|" + value, "Prefer", "return=representation");
    assertThat(send("POST", "Patient", json, condition).body()).contains("EXISTING");
    assertThat(send("POST", "Patient", json.replace("EXISTING", "OTHER"), condition).body())
        .doesNotContain("EXISTING");
  }

  @Test
  void a_patch_is_refused_wherever_it_comes_from() {
    String patient = createPatient("Patched");
    String patch = "[{\"op\":\"replace\",\"path\":\"/active\",\"value\":true}]";
    Map<String, String> type = Map.of();
    for (String id : List.of(patient, UUID.randomUUID().toString())) {
      HttpResponse<String> answer = send("PATCH", "Patient/" + id, patch, type);
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.body()).contains("needs-gateway");
      assertThat(answer.headers().firstValue("Allow")).contains("GET,PUT,DELETE");
    }
    String bundle =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"fullUrl\":\"Patient/"
            + patient
            + "\",\"resource\":{\"resourceType\":\"Binary\",\"contentType\":"
            + "\"application/json-patch+json\",\"data\":\""
            + java.util.Base64.getEncoder()
                .encodeToString(patch.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            + "\"},\"request\":{\"method\":\"PATCH\",\"url\":\"Patient/"
            + patient
            + "\"}}]}";
    assertThat(post("", bundle).statusCode()).isEqualTo(405);
    assertThat(rows(patient)).hasSize(1);
    String meta =
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"meta\",\"valueMeta\":"
            + "{\"tag\":[{\"system\":\"urn:x\",\"code\":\"METASECRET\"}]}}]}";
    assertThat(post("Patient/" + patient + "/$meta-add", meta).statusCode()).isEqualTo(405);
    assertThat(jdbc.queryForList("select TAG_CODE from HFJ_TAG_DEF", String.class))
        .doesNotContain("METASECRET");
  }

  @Test
  void entries_of_a_batch_are_decided_one_by_one() {
    String mine = createPatient("BatchMine");
    String other = createPatient("BatchOther");
    access.permit(DOCTOR, "Patient/" + mine);
    String absent = UUID.randomUUID().toString();
    StringBuilder entries = new StringBuilder();
    for (String id : List.of(mine, other, absent)) {
      entries
          .append(entries.length() == 0 ? "" : ",")
          .append("{\"request\":{\"method\":\"GET\",\"url\":\"Patient/" + id + "\"}}");
    }
    String batch = "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[" + entries + "]}";
    HttpResponse<String> answer = send("POST", "", batch, Map.of("X-Reader", DOCTOR));
    List<Bundle.BundleEntryComponent> got = parse(Bundle.class, answer).getEntry();
    assertThat(open(got.get(0).getResource())).contains("BatchMine");
    for (int i = 1; i < 3; i++) {
      assertThat(got.get(i).getResponse().getStatus()).isEqualTo("404 Not Found");
      OperationOutcome outcome = (OperationOutcome) got.get(i).getResponse().getOutcome();
      assertThat(outcome.getIssueFirstRep().getDetails().getCodingFirstRep().getCode())
          .isEqualTo("access-denied-or-absent");
      assertThat(got.get(i).hasResource()).isFalse();
    }
    assertThat(answer.body()).doesNotContain(other).doesNotContain(absent);
  }

  @Test
  void compartment_searches_elements_and_summaries_give_whole_shells() {
    String patient = createPatient("Compartment");
    access.permit(DOCTOR, "Patient/" + patient);
    create("Observation", observation(patient, "COMPSECRET"));
    for (String query : List.of("", "?_elements=status", "?_summary=true", "?_summary=data")) {
      HttpResponse<String> page = get("Patient/" + patient + "/Observation" + query, DOCTOR);
      assertThat(resources(page))
          .as(query)
          .singleElement()
          .satisfies(shell -> assertThat(open(shell)).contains("COMPSECRET"));
    }
    assertThat(resources(get("Patient/" + patient + "/$everything", DOCTOR))).hasSize(2);
    HttpResponse<String> include =
        get("Observation?_include=Observation:subject&subject=" + patient, DOCTOR);
    assertThat(resources(include)).hasSize(2);
  }

  @Test
  void not_modified_is_said_only_to_who_may_read() {
    String patient = createPatient("Etag");
    access.permit(DOCTOR, "Patient/" + patient);
    Map<String, String> condition = Map.of("X-Reader", DOCTOR, "If-None-Match", "W/\"1\"");
    assertThat(send("GET", "Patient/" + patient, "", condition).statusCode()).isEqualTo(304);
    Map<String, String> stranger = Map.of("X-Reader", STRANGER, "If-None-Match", "W/\"1\"");
    assertThat(send("GET", "Patient/" + patient, "", stranger).statusCode()).isEqualTo(404);
  }

  @Test
  void error_texts_keep_the_number_and_lose_the_values() {
    HttpResponse<String> answer = get("Patient?birthdate=ERRSECRET", DOCTOR);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("HAPI-").doesNotContain("ERRSECRET");
    String garbage = "{\"resourceType\":\"Patient\",\"birthDate\":\"ERRSECRET\"}";
    assertThat(post("Patient", garbage).body()).contains("HAPI-").doesNotContain("ERRSECRET");
    assertThat(post("Patient", "{ERRSECRET").body()).doesNotContain("ERRSECRET");
  }

  @Test
  void clear_types_stay_plain() {
    String id =
        create(
            "Practitioner",
            "{\"resourceType\":\"Practitioner\",\"name\":[{\"family\":\"Clear\"}]}");
    assertThat(get("Practitioner/" + id, STRANGER).body()).contains("Clear");
    assertThat(get("Practitioner?family=Clear", STRANGER).body()).contains("\"total\"");
  }

  @Test
  void a_shell_written_back_is_refused() {
    String patient = createPatient("Shell");
    access.permit(DOCTOR, "Patient/" + patient);
    String shell = get("Patient/" + patient, DOCTOR).body();
    HttpResponse<String> answer = put("Patient/" + patient, shell);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("sealed-write-not-supported");
  }

  @Test
  void an_altered_or_exchanged_row_is_withheld() {
    String patient = createPatient("Tampered");
    access.permit(DOCTOR, "Patient/" + patient);
    String one = create("Observation", observation(patient, "ONE"));
    String two = create("Observation", observation(patient, "TWO"));
    String three = create("Observation", observation(patient, "THREE"));
    String sealedTwo = rows(two).get(0);
    setText(one, 1, sealedTwo);
    setText(three, 1, flip(rows(three).get(0)));
    assertThat(get("Observation/" + one, DOCTOR).statusCode()).isEqualTo(404);
    assertThat(get("Observation/" + three, DOCTOR).statusCode()).isEqualTo(404);
    assertThat(get("Observation/" + two, DOCTOR).statusCode()).isEqualTo(200);

    String updated =
        observation(patient, "NEWER").replace("\"status\"", "\"id\":\"" + two + "\",\"status\"");
    put("Observation/" + two, updated);
    setText(two, 2, sealedTwo);
    assertThat(get("Observation/" + two, DOCTOR).statusCode()).isEqualTo(404);
    assertThat(get("Observation?subject=" + patient, DOCTOR).body()).doesNotContain("\"entry\"");
    setText(two, 2, "{\"resourceType\":\"Observation\"}");
    assertThat(get("Observation/" + two, DOCTOR).statusCode()).isGreaterThanOrEqualTo(400);
  }

  private void setText(String id, int version, String text) {
    jdbc.update(
        "update HFJ_RES_VER set RES_TEXT_VC = ? where RES_VER = ? and RES_ID ="
            + " (select RES_ID from HFJ_RESOURCE where FHIR_ID = ?)",
        text,
        version,
        id);
  }

  private static String flip(String text) {
    int middle = text.length() / 2;
    char other = text.charAt(middle) == 'A' ? 'B' : 'A';
    return text.substring(0, middle) + other + text.substring(middle + 1);
  }

  @Test
  void an_identical_update_of_an_observation_keeps_its_status_legible() {
    String patient = createPatient("Status");
    access.permit(DOCTOR, "Patient/" + patient);
    String id = create("Observation", observation(patient, "S"));
    Observation shell = parse(Observation.class, get("Observation/" + id, DOCTOR));
    assertThat(shell.getCode().hasExtension()).isTrue();
    assertThat(shell.getSubject().hasDisplay()).isFalse();
  }
}
