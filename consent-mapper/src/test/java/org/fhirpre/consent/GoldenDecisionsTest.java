// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.fhirpre.testkit.DataFolder;
import org.junit.jupiter.api.Test;

/**
 * Published Consents and the decisions that their publishers expect. Takes another folder of the
 * same shape with {@code -Dfhirpre.consents=DIR}.
 */
class GoldenDecisionsTest {

  @Test
  void decisions_come_out_as_published() throws IOException {
    Path folder = folder();
    List<String> differing = new ArrayList<>();
    int agreeing = 0;
    for (JsonNode expectation : expectations(folder)) {
      GoldenCase golden = new GoldenCase(folder, expectation);
      String expected = expectation.get("expected").asText();
      String actual = golden.decision();
      if (actual.equals(expected)) {
        agreeing++;
      } else {
        differing.add(
            expectation.get("consentFile").asText() + ": " + expected + ", not " + actual);
      }
    }
    System.out.printf("decisions: %d agree, %d differ%n", agreeing, differing.size());
    assertThat(differing).isEmpty();
    assertThat(agreeing).isPositive();
  }

  static JsonNode expectations(Path folder) throws IOException {
    return new ObjectMapper().readTree(Files.readString(folder.resolve("expected-decisions.json")));
  }

  static Path folder() {
    return System.getProperty("fhirpre.consents", "").isEmpty()
        ? own()
        : DataFolder.find("fhirpre.consents", "").orElseThrow();
  }

  private static Path own() {
    URL consents =
        Objects.requireNonNull(GoldenDecisionsTest.class.getResource("/consents"), "consents");
    try {
      return Path.of(consents.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
