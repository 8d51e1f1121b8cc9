// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of published examples in the documentation; {@code -Dfhirpre.docs=write} writes it. */
class ExamplesPageTest {
  private static final Path PAGE = Path.of("../docs/consent-examples.md");

  @Test
  void the_page_of_examples_is_what_the_decisions_say() throws IOException {
    String page = ExamplesPage.of(GoldenCases.own());
    if (System.getProperty("fhirpre.docs", "").equals("write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/consent-examples.md; write it anew with: %s", ExamplesPage.COMMAND)
        .isEqualTo(page);
  }

  @Test
  void no_published_consent_is_left_out() throws IOException {
    Path folder = GoldenCases.ownFolder();
    Set<String> decided =
        GoldenCases.own().stream().map(GoldenCase::file).collect(Collectors.toSet());
    Set<String> published = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder, 2)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        String text = Files.readString(file);
        if (text.matches("(?s)\\s*\\{\\s*\"resourceType\"\\s*:\\s*\"(Consent|Bundle)\".*")) {
          published.add(folder.relativize(file).toString());
        }
      }
    }
    assertThat(published).isNotEmpty();
    assertThat(decided).containsAll(published);
  }
}
