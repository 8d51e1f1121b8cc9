// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.http.Header;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Records;
import org.fhirpre.server.story.Rows;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.junit.jupiter.api.Test;

/**
 * Whatever the reason, who may not have a resource gets what everybody gets of one that never was:
 * status, headers and body byte for byte, but for the request's id and the time.
 */
abstract class UniformRefusal {
  private static final Set<String> OF_THE_REQUEST = Set.of("x-request-id", "date");
  private static final List<String> READS = List.of("", "/_history/1", "/_history");

  private final Story story;
  private final Rows rows;

  UniformRefusal(Database database) {
    Deployment server = Deployment.shared(database);
    story = Story.on(server);
    rows = Rows.of(server);
  }

  @Test
  void every_reason_looks_like_absence() {
    Map<String, String> ids = new LinkedHashMap<>();
    ids.put("absent", UUID.randomUUID().toString());
    ids.put("not granted", stored().getIdPart());
    ids.put("deleted", deleted().getIdPart());
    ids.put("revoked", revoked().getIdPart());
    ids.put("expired", expired().getIdPart());
    ids.put("altered", altered().getIdPart());
    for (String read : READS) {
      Map<String, String> answers = new LinkedHashMap<>();
      ids.forEach(
          (reason, id) -> answers.put(reason, visible(story.reader(), "Observation/" + id + read)));
      same(answers);
    }
  }

  @Test
  void a_reader_without_a_key_and_one_without_a_grant_see_the_same() {
    Observation granted = stored();
    story.consent(patientOf(granted));
    String url = "Observation/" + granted.getIdPart();
    story.reader().get(url).then().statusCode(200);
    for (String read : READS) {
      same(
          Map.of(
              "without a grant", visible(story.other(), url + read),
              "without a key", visible(story.ehr(), url + read),
              "absent", visible(story.reader(), "Observation/" + UUID.randomUUID() + read)));
    }
  }

  @Test
  void what_only_the_server_opens_is_hidden_in_the_same_way() {
    Patient patient = patientOf(stored());
    String consent = "Consent/" + story.consent(patient).getIdPart();
    for (String read : READS) {
      same(
          Map.of(
              "hidden", visible(story.other(), consent + read),
              "absent", visible(story.other(), "Consent/" + UUID.randomUUID() + read)));
    }
  }

  @Test
  void a_store_that_does_not_answer_does_not_look_like_absence() {
    Observation granted = stored();
    story.consent(patientOf(granted));
    rows.change("ALTER TABLE pre_consent RENAME TO pre_consent_away");
    try {
      unavailable("Observation/" + granted.getIdPart());
      unavailable("Observation/" + UUID.randomUUID());
      unavailable("Observation?_id=" + granted.getIdPart());
    } finally {
      rows.change("ALTER TABLE pre_consent_away RENAME TO pre_consent");
    }
    assertThat(story.read(granted)).contains(61);
  }

  private void unavailable(String url) {
    story
        .reader()
        .get(url)
        .then()
        .statusCode(503)
        .body("issue[0].details.coding[0].code", equalTo("store-unavailable"));
  }

  private static void same(Map<String, String> answers) {
    String any = answers.values().iterator().next();
    assertThat(any).startsWith("404").contains("access-denied-or-absent");
    assertThat(answers).allSatisfy((reason, answer) -> assertThat(answer).isEqualTo(any));
  }

  private static String visible(Party reader, String url) {
    Response answer = reader.get(url);
    Map<String, String> headers = new TreeMap<>();
    for (Header header : answer.headers()) {
      headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    headers.keySet().removeAll(OF_THE_REQUEST);
    assertThat(headers).doesNotContainKeys("x-powered-by", "server");
    return answer.statusCode() + " " + headers + " " + answer.asString();
  }

  private Observation stored() {
    Patient patient = Records.patient("Ainsley");
    Observation observation = Story.heartRate(patient, 61);
    story.write(patient, observation);
    return observation;
  }

  private static Patient patientOf(Observation observation) {
    Patient patient = new Patient();
    patient.setId(observation.getSubject().getReferenceElement().getIdPart());
    return patient;
  }

  private Observation deleted() {
    Observation observation = stored();
    story.ehr().request().delete("Observation/" + observation.getIdPart()).then().statusCode(200);
    return observation;
  }

  private Observation revoked() {
    Observation observation = stored();
    Consent consent = story.consent(patientOf(observation));
    assertThat(story.read(observation)).contains(61);
    consent.setStatus(ConsentState.INACTIVE);
    story.admin().put(consent).then().statusCode(200);
    return observation;
  }

  private Observation expired() {
    Observation observation = stored();
    Consent consent = Records.consent(patientOf(observation), story.reader().subject());
    Date past = Date.from(Instant.now().minus(Duration.ofDays(2)));
    consent.getProvision().setPeriod(new Period().setStart(past).setEnd(past));
    story.admin().post("Consent", consent).then().statusCode(201);
    return observation;
  }

  private Observation altered() {
    Observation observation = stored();
    story.consent(patientOf(observation));
    assertThat(story.read(observation)).contains(61);
    rows.change(
        "UPDATE HFJ_RES_VER SET RES_TEXT_VC = 'garbage' WHERE RES_ID ="
            + " (SELECT RES_ID FROM HFJ_RESOURCE WHERE FHIR_ID = ?)",
        observation.getIdPart());
    return observation;
  }
}
