// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.fhirpre.testkit.DataFolder;
import org.hl7.fhir.r4.model.Consent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void the_published_examples_of_the_documentation_are_those_that_run() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    for (JsonNode expectation : expectations(own())) {
      rows.computeIfAbsent(expectation.get("consentFile").asText(), GoldenDecisionsTest::row);
    }
    String page = Files.readString(Path.of("../docs/consent.md"));
    assertThat(
            page.lines().filter(line -> line.endsWith("published |") || line.endsWith("product |")))
        .containsExactlyElementsOf(rows.values());
  }

  private static String row(String file) {
    try {
      return row(file, expectations(own()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String row(String file, JsonNode expectations) {
    Map<String, Integer> counts = new TreeMap<>();
    Set<String> bases = new TreeSet<>();
    for (JsonNode expectation : expectations) {
      if (expectation.get("consentFile").asText().equals(file)) {
        counts.merge(expectation.get("expected").asText(), 1, Integer::sum);
        bases.add(expectation.get("basis").asText());
      }
    }
    String refused =
        counts.keySet().stream()
            .filter(expected -> expected.startsWith("rejected:"))
            .map(expected -> "`" + expected.substring("rejected:".length()) + "`")
            .collect(Collectors.joining(", "));
    return "| `%s` | %d | %d | %s | %s |"
        .formatted(
            file,
            counts.getOrDefault("permit", 0),
            counts.getOrDefault("deny", 0),
            refused.isEmpty() ? "–" : refused,
            String.join(", ", bases));
  }

  @ParameterizedTest
  @CsvSource({
    "hl7-r4-spec/consent-example-Emergency.json, CONSENT_AMBIGUOUS",
    "google-cloud-healthcare/Consent-patient-consent-example.json, UNKNOWN_EXTENSION_ON_PERMIT",
    "google-cloud-healthcare/Consent-admin-policy-example.json, MISSING_PATIENT"
  })
  void other_published_consents_are_refused(String file, FindingCode first) throws IOException {
    assertThat(map(file).findings().stream().filter(Finding::error).findFirst())
        .map(Finding::code)
        .contains(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ihe-pcf/Consent-ex-consent-basic-research.json",
        "ihe-pcf/Consent-ex-consent-basic-treat-infant.json"
      })
  void other_published_consents_are_enforceable(String file) throws IOException {
    assertThat(map(file).kind()).isEqualTo(MappingOutcome.Kind.ENFORCEABLE);
  }

  private static MappingOutcome map(String file) throws IOException {
    Consent consent = TestConsents.parse(Files.readString(own().resolve(file)));
    return new ConsentMapper(MapperConfig.defaults())
        .map(consent, new TestDirectory(), TestConsents.NOW);
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
