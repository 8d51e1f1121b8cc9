// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.relabel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list with a mistake stops the start, and says where it is. */
class RefusedListsIT {
  private static final String HEADER = "code,match,label-system,label,basis,since,origin";
  private static final String ROW =
      ",exact,http://terminology.hl7.org/CodeSystem/v3-ActCode,HIV,sls-codes,1,ward";

  @ParameterizedTest
  @CsvSource({"W1, ward.csv:3: repeats line 2", "broken, ward.csv:3: expected 7 columns"})
  void a_list_with_a_mistake_stops_the_server_with_file_and_line(String second, String message) {
    ListFolder lists = ListFolder.create();
    lists.put(1, "W1=HIV");
    lists.write(
        "ward.csv",
        List.of(HEADER, "W1" + ROW, second.equals("broken") ? "W2,exact" : second + ROW));

    try (Deployment server = Deployment.prepare(Database.H2::settings, lists.setting())) {
      assertThatThrownBy(server::startProcess)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("did not start")
          .hasMessageContaining(message);
    }
  }
}
