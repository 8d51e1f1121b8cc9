// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

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
import java.util.Objects;
import org.fhirpre.testkit.DataFolder;

/** Published Consents with the decisions that are expected from them. */
final class GoldenCases {
  private static final String PROPERTY = "fhirpre.consents";

  private static final String PUBLISHED = "expected-decisions.json";

  /** What publishers leave open. */
  private static final String FURTHER = "further-decisions.json";

  private GoldenCases() {}

  /** Of the folder that {@code -Dfhirpre.consents} names, else of ours. */
  static List<GoldenCase> chosen() {
    return System.getProperty(PROPERTY, "").isEmpty()
        ? read(ownFolder().resolve(PUBLISHED))
        : read(DataFolder.find(PROPERTY, "").orElseThrow().resolve(PUBLISHED));
  }

  static List<GoldenCase> further() {
    return read(ownFolder().resolve(FURTHER));
  }

  /** All of ours. */
  static List<GoldenCase> own() {
    List<GoldenCase> all = read(ownFolder().resolve(PUBLISHED));
    all.addAll(further());
    return all;
  }

  static Path ownFolder() {
    URL consents = Objects.requireNonNull(GoldenCases.class.getResource("/consents"), "consents");
    try {
      return Path.of(consents.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<GoldenCase> read(Path file) {
    List<GoldenCase> cases = new ArrayList<>();
    Path folder = Objects.requireNonNull(file.getParent());
    try {
      for (JsonNode row : new ObjectMapper().readTree(Files.readString(file))) {
        cases.add(beside(new GoldenCase(folder, row)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  /** A Consent that may not be copied here is looked for beside the checkout. */
  private static GoldenCase beside(GoldenCase golden) {
    return golden.present()
        ? golden
        : DataFolder.find("fhirpre.more-consents", "shared/consents")
            .map(folder -> new GoldenCase(folder, golden.row()))
            .orElse(golden);
  }
}
