// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.relabel;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.fhirpre.server.deployment.Party;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;

/** What a reader gets and opens. */
final class Looks {
  private Looks() {}

  static boolean reads(Party reader, Observation observation) {
    Response answer = reader.get("Observation/" + observation.getIdElement().getIdPart());
    assertThat(answer.statusCode()).isIn(200, 404);
    if (answer.statusCode() == 404) {
      return false;
    }
    Resource opened =
        reader.opening().read("Observation/" + observation.getIdElement().getIdPart()).resource();
    return ((Observation) opened).getValueQuantity().getValue().intValue() == 61;
  }

  static List<String> found(Party reader, String query) {
    List<String> ids = new ArrayList<>();
    reader
        .opening()
        .search(
            query,
            page -> {
              ((Bundle) page.resource())
                  .getEntry()
                  .forEach(entry -> ids.add(entry.getResource().getIdElement().getIdPart()));
              return true;
            });
    return ids;
  }
}
