// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.fhirpre.server.story.Records;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/**
 * One patient's records, Consent and perhaps its revocation, as far as a server acknowledged them.
 * Told by one thread and examined after that has ended.
 */
final class Episode {
  /** What the patient of an episode wants in the end. */
  enum Wish {
    SHARE,
    REVOKE
  }

  /** In order; each {@code SENT} may or may not have happened when nothing more was heard. */
  enum Heard {
    RECORDS_SENT,
    RECORDS_STORED,
    ENFORCED,
    REVOCATION_SENT,
    REVOKED
  }

  private final Story story;
  private final Patient patient = Records.patient("Ravenscroft");
  private final List<Observation> observations =
      Stream.of(61, 72, 83).map(rate -> Story.heartRate(patient, rate)).toList();
  private Heard heard = Heard.RECORDS_SENT;
  private String consentId = "";

  Episode(Story story) {
    this.story = story;
  }

  Heard heard() {
    return heard;
  }

  Patient patient() {
    return patient;
  }

  String consentId() {
    return consentId;
  }

  /** Ids of all entries of the one transaction. */
  List<String> ids() {
    return Stream.concat(Stream.of(patient), observations.stream())
        .map(Resource::getIdPart)
        .toList();
  }

  /**
   * Goes on until something is not acknowledged.
   *
   * @return the status of the refusal, 200 if there was none
   * @throws IOException if the server is gone; REST Assured does not declare it
   */
  int tell(Wish wish) throws IOException {
    Response stored = story.ehr().post("", Records.transaction(records()));
    if (stored.statusCode() != 200) {
      return stored.statusCode();
    }
    heard = Heard.RECORDS_STORED;
    Consent consent = Records.consent(patient, story.reader().subject());
    Response created = story.admin().post("Consent", consent);
    if (created.statusCode() != 201) {
      return created.statusCode();
    }
    consent.setId(Story.idOf(created));
    consentId = consent.getIdPart();
    Response state = story.admin().get("Consent/" + consentId + "/$consent-enforcement-status");
    if (state.statusCode() != 200) {
      return state.statusCode();
    }
    assertThat(state.<String>path("parameter[0].part.find { it.name == 'state' }.valueCode"))
        .isEqualTo("enforced");
    heard = Heard.ENFORCED;
    return wish == Wish.SHARE ? 200 : revoke(consent);
  }

  private int revoke(Consent consent) {
    heard = Heard.REVOCATION_SENT;
    consent.setStatus(ConsentState.INACTIVE);
    int status = story.admin().put(consent).statusCode();
    if (status == 200) {
      heard = Heard.REVOKED;
    }
    return status;
  }

  /** Values by id of what was written. */
  Map<String, Integer> written() {
    Map<String, Integer> values = new TreeMap<>();
    observations.forEach(each -> values.put(each.getIdPart(), Story.value(each)));
    return values;
  }

  /** Values by id of what the reader gets and opens. */
  Map<String, Integer> read() {
    return story.search(observations.toArray(Observation[]::new));
  }

  private Resource[] records() {
    return Stream.concat(Stream.of(patient), observations.stream()).toArray(Resource[]::new);
  }
}
