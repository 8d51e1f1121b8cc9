// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fhirpre.client.ClientException;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Practitioners;
import org.fhirpre.server.story.Records;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/** What the tests of this package do with a server: write, consent, read. */
record Story(Deployment server, Party ehr, Party admin, Party reader, Party other) {

  static Story on(Deployment server) {
    Practitioners practitioners = Practitioners.of(server);
    return new Story(
        server,
        server.party("demo-ehr"),
        server.party("demo-admin"),
        practitioners.first(),
        practitioners.second());
  }

  static Observation heartRate(Patient patient, int value) {
    Observation observation = Records.heartRate(patient, value, "2025-06-01T10:00:00Z");
    observation.setId(UUID.randomUUID().toString());
    return observation;
  }

  void write(Resource... resources) {
    ehr.post("", Records.transaction(resources)).then().statusCode(200);
  }

  /** A Consent that opens normal records to the reader. */
  Consent consent(Patient patient) {
    Consent consent = Records.consent(patient, reader.subject());
    Response answer = admin.post("Consent", consent);
    answer.then().statusCode(201);
    consent.setId(idOf(answer));
    return consent;
  }

  /** The id that the server gave to a new resource. */
  static String idOf(Response created) {
    return created.header("Location").replaceAll(".*/[A-Z][A-Za-z]+/([^/]+).*", "$1");
  }

  /** What the reader gets of one Observation; empty if it is withheld or does not open. */
  Optional<Integer> read(String query) {
    try {
      return Optional.of(value(reader.opening().read(query).resource()));
    } catch (ClientException.NotOpened refusedByTheClient) {
      return Optional.empty();
    } catch (ClientException.Refused refusedByTheServer) {
      assertThat(refusedByTheServer.status()).isEqualTo(404);
      return Optional.empty();
    }
  }

  Optional<Integer> read(Observation observation) {
    return read("Observation/" + observation.getIdPart());
  }

  /** Values by id of what the reader finds and opens among these. */
  Map<String, Integer> search(Observation... observations) {
    return search(reader, observations);
  }

  /** The same for anybody. */
  static Map<String, Integer> search(Party reader, Observation... observations) {
    Map<String, Integer> values = new TreeMap<>();
    String ids = Stream.of(observations).map(Resource::getIdPart).collect(Collectors.joining(","));
    reader
        .opening()
        .search(
            "Observation?_id=" + ids,
            page -> {
              ((Bundle) page.resource())
                  .getEntry().stream()
                      .map(Bundle.BundleEntryComponent::getResource)
                      .filter(each -> each instanceof Observation found && found.hasValue())
                      .forEach(each -> values.put(each.getIdPart(), value(each)));
              return true;
            });
    return values;
  }

  static int value(Resource observation) {
    return ((Observation) observation).getValueQuantity().getValue().intValue();
  }
}
