// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.server.faults.Story.heartRate;
import static org.hamcrest.Matchers.containsInAnyOrder;

import java.util.List;
import java.util.Map;
import org.fhirpre.client.Opened;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.story.Records;
import org.fhirpre.server.story.Rows;
import org.fhirpre.testkit.LogCapture;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A hand in the database, or on the wire. Whatever it does, nobody gets the content of one resource
 * under the id of another, and what it left alone still reads.
 */
abstract class AlteredRows {
  private static final String ENVELOPE = "https://fhirpre.org/fhir/StructureDefinition/envelope";

  private final Story story;
  private final Rows rows;

  private Patient patient = Records.patient("Quarles");
  private Observation one = heartRate(patient, 61);
  private Observation two = heartRate(patient, 93);
  private Observation elsewhere = heartRate(patient, 77);

  AlteredRows(Database database) {
    Deployment server = Deployment.shared(database);
    story = Story.on(server);
    rows = Rows.of(server);
  }

  @BeforeEach
  void two_patients_whose_records_the_reader_opens() {
    patient = Records.patient("Quarles");
    one = heartRate(patient, 61);
    two = heartRate(patient, 93);
    Patient another = Records.patient("Tennant");
    elsewhere = heartRate(another, 77);
    story.write(patient, one, two);
    story.write(another, elsewhere);
    story.consent(patient);
    story.consent(another);
    assertThat(story.search(one, two, elsewhere)).hasSize(3);
  }

  @AfterEach
  void what_was_left_alone_still_reads() {
    assertThat(story.read(elsewhere)).contains(77);
  }

  @Test
  void swapped_texts_of_one_patient_read_as_nothing() {
    swap(one, two);

    assertThat(story.read(one)).isEmpty();
    assertThat(story.read(two)).isEmpty();
    assertThat(story.search(one, two, elsewhere)).isEqualTo(Map.of(elsewhere.getIdPart(), 77));
    swap(one, two);
    assertThat(story.search(one, two)).hasSize(2);
  }

  @Test
  void swapped_texts_of_two_patients_read_as_nothing() {
    swap(one, elsewhere);

    assertThat(story.read(one)).isEmpty();
    assertThat(story.read(elsewhere)).isEmpty();
    assertThat(story.search(one, two, elsewhere)).isEqualTo(Map.of(two.getIdPart(), 93));
    swap(one, elsewhere);
  }

  @Test
  void the_text_of_another_type_reads_as_nothing() {
    String demographics =
        rows.one(
            "SELECT v.RES_TEXT_VC FROM HFJ_RES_VER v JOIN HFJ_RESOURCE r ON r.RES_ID = v.RES_ID"
                + " WHERE r.FHIR_ID = ?",
            patient.getIdPart());
    store(one, 1, demographics);

    unreadableButTheOther();
  }

  @Test
  void an_older_version_is_not_taken_for_the_current_one() {
    Observation changed = one.copy();
    changed.setValue(new Quantity(62));
    story.ehr().put(changed).then().statusCode(200);
    assertThat(story.read(one)).contains(62);

    store(one, 2, text(one, 1));

    unreadableButTheOther();
    assertThat(story.read("Observation/" + one.getIdPart() + "/_history/1")).contains(61);
  }

  @Test
  void a_flipped_bit_of_the_record_reads_as_nothing() {
    String whole = text(one, 1);
    StoredText stored = StoredText.parse(whole);
    int[] positions = {
      0,
      stored.segment(),
      stored.capsule(),
      stored.ciphertext(),
      stored.policy(),
      stored.record().length - 1
    };
    for (int position : positions) {
      store(one, 1, stored.flipped(position).text());
      unreadableButTheOther();
    }
    store(one, 1, whole);
    assertThat(story.read(one)).contains(61);
  }

  @Test
  void a_text_that_is_no_address_reads_as_nothing() {
    List<String> texts =
        List.of(
            "garbage",
            "",
            ":",
            "fhirpre:",
            "fhirpre:garbage",
            "fhirpre:1 Organization AAAA",
            "fhirpre:1 Nonsense AAAA",
            "elsewhere:1 Observation AAAA");
    for (String text : texts) {
      store(one, 1, text);
      unreadableButTheOther();
    }
    everythingElseOfThePatientIsThere();
  }

  @Test
  void a_text_under_another_encoding_reads_as_nothing() {
    rows.change("UPDATE HFJ_RES_VER SET RES_ENCODING = 'JSON' WHERE " + row(), 1, one.getIdPart());

    unreadableButTheOther();
    everythingElseOfThePatientIsThere();
  }

  @Test
  void a_text_that_is_gone_reads_as_nothing() {
    rows.change("UPDATE HFJ_RES_VER SET RES_TEXT_VC = NULL WHERE " + row(), 1, one.getIdPart());

    unreadableButTheOther();
    everythingElseOfThePatientIsThere();
  }

  @Test
  void a_copy_of_another_text_reads_as_nothing_and_hides_nothing() {
    store(one, 1, text(two, 1));

    unreadableButTheOther();
    everythingElseOfThePatientIsThere();
  }

  @Test
  void what_cannot_be_read_is_noticed_and_can_be_written_anew() {
    store(one, 1, "garbage");
    try (LogCapture log = LogCapture.asConfigured()) {
      unreadableButTheOther();
      assertThat(log.contains("stored body is unreadable")).isTrue();
      assertThat(log.contains("garbage")).isFalse();
    }

    story.ehr().put(one).then().statusCode(200);
    assertThat(story.read(one)).contains(61);
  }

  @Test
  void policy_attributes_of_another_record_do_not_fit() {
    StoredText stored = StoredText.parse(text(one, 1));
    store(one, 1, stored.withPolicyOf(StoredText.parse(text(two, 1))).text());

    unreadableButTheOther();
  }

  @Test
  void an_altered_grant_opens_nothing() {
    byte[] edge = rows.bytes("SELECT edge FROM pre_grant WHERE " + mine(), id());
    edge[edge.length / 2] ^= 1;
    assertThat(rows.change("UPDATE pre_grant SET edge = ? WHERE " + mine(), edge, id()))
        .isPositive();

    nothingOfThisPatient();
  }

  @Test
  void a_grant_whose_end_was_moved_opens_nothing() {
    rows.change("UPDATE pre_grant SET not_after_s = not_after_s - 1 WHERE " + mine(), id());

    nothingOfThisPatient();
  }

  @Test
  void a_grant_that_was_moved_to_another_key_opens_nothing_to_either() {
    String key =
        rows.one(
            "SELECT key_id FROM pre_subject_key WHERE subject = ? AND live_for IS NOT NULL",
            story.other().subject());
    rows.change("UPDATE pre_grant SET grantee_key_id = ? WHERE " + mine(), key, id());

    nothingOfThisPatient();
    story.other().get("Observation/" + one.getIdPart()).then().statusCode(404);
  }

  @Test
  void envelopes_that_were_swapped_on_the_wire_are_reported() {
    Bundle page = received();
    Observation first = observation(page, 0);
    Observation second = observation(page, 1);
    Extension envelope = first.getExtensionByUrl(ENVELOPE);
    first.setExtension(second.getExtension());
    second.setExtension(List.of(envelope));

    refused(page, 2);
  }

  @Test
  void an_envelope_that_was_altered_on_the_wire_is_reported() {
    for (String part : List.of("content", "signature")) {
      Bundle page = received();
      StringType value =
          (StringType)
              observation(page, 0).getExtensionByUrl(ENVELOPE).getExtensionByUrl(part).getValue();
      char[] text = value.getValue().toCharArray();
      int position = text.length - 10;
      text[position] = text[position] == 'A' ? 'B' : 'A';
      value.setValue(new String(text));

      refused(page, 1);
    }
  }

  @Test
  void a_version_that_was_renamed_on_the_wire_is_reported() {
    Bundle page = received();
    observation(page, 0).getMeta().setVersionId("2");

    refused(page, 1);
  }

  private Bundle received() {
    String answer =
        story
            .reader()
            .get("Observation?_id=" + one.getIdPart() + "," + two.getIdPart())
            .then()
            .statusCode(200)
            .extract()
            .asString();
    return (Bundle) story.reader().opening().parse(answer);
  }

  private static Observation observation(Bundle page, int entry) {
    return (Observation) page.getEntry().get(entry).getResource();
  }

  private void refused(Bundle page, int unopened) {
    Opened opened = story.reader().opener().open(page);
    assertThat(opened.unopened()).isEqualTo(unopened);
    assertThat(opened.opened()).isEqualTo(2 - unopened);
    assertThat(((Bundle) opened.resource()).getEntry())
        .extracting(entry -> entry.getResource())
        .filteredOn(OperationOutcome.class::isInstance)
        .hasSize(unopened);
  }

  private void unreadableButTheOther() {
    assertThat(story.read(one)).isEmpty();
    assertThat(story.search(one, two)).isEqualTo(Map.of(two.getIdPart(), 93));
  }

  private void everythingElseOfThePatientIsThere() {
    story
        .reader()
        .get("Patient/" + patient.getIdPart() + "/$everything")
        .then()
        .statusCode(200)
        .body("entry.resource.id", containsInAnyOrder(patient.getIdPart(), two.getIdPart()));
    story.reader().get("Observation/" + one.getIdPart() + "/_history").then().statusCode(404);
  }

  private void nothingOfThisPatient() {
    assertThat(story.read(one)).isEmpty();
    assertThat(story.search(one, two, elsewhere)).isEqualTo(Map.of(elsewhere.getIdPart(), 77));
  }

  private void swap(Observation here, Observation there) {
    String text = text(here, 1);
    store(here, 1, text(there, 1));
    store(there, 1, text);
  }

  private String text(Observation observation, int version) {
    return rows.one(
        "SELECT RES_TEXT_VC FROM HFJ_RES_VER WHERE " + row(), version, observation.getIdPart());
  }

  private void store(Observation observation, int version, String text) {
    int changed =
        rows.change(
            "UPDATE HFJ_RES_VER SET RES_TEXT_VC = ? WHERE " + row(),
            text,
            version,
            observation.getIdPart());
    assertThat(changed).isEqualTo(1);
  }

  private static String row() {
    return "RES_VER = ? AND RES_ID = (SELECT RES_ID FROM HFJ_RESOURCE WHERE FHIR_ID = ?)";
  }

  private static String mine() {
    return "patient_id = ?";
  }

  private String id() {
    return patient.getIdPart();
  }
}
