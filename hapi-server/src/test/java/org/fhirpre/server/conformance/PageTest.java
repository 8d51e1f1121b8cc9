// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code docs/conformance.md} says what the baselines say; {@code -Dfhirpre.docs=write} writes. */
class PageTest {
  private static final Path PAGE = Path.of("../docs/conformance.md");

  private final Differences differences =
      Differences.read(ModeRuns.DATA.resolve("differences.csv"));
  private final Page page = new Page(baselines(), differences);

  private static Map<Mode, Results> baselines() {
    Map<Mode, Results> baselines = new EnumMap<>(Mode.class);
    for (Mode mode : Mode.values()) {
      baselines.put(mode, Results.read(mode.baseline()));
    }
    return baselines;
  }

  @Test
  void every_difference_from_plain_hapi_has_a_reason_and_every_reason_a_difference() {
    assertThat(page.unexplained()).as("differences that differences.csv omits").isEmpty();
    assertThat(differences.unused()).as("lines of differences.csv that explain nothing").isEmpty();
  }

  @Test
  void the_page_says_what_the_baselines_say() throws IOException {
    String text = page.text();
    if (System.getProperty("fhirpre.docs", "").equals("write")) {
      Files.writeString(PAGE, text);
    }
    assertThat(Files.readString(PAGE)).as("write anew: %s", Page.COMMAND).isEqualTo(text);
  }

  @Test
  void a_difference_without_a_reason_is_noticed() throws IOException {
    Path none = Files.createTempFile("differences", ".csv");
    assertThat(new Page(baselines(), Differences.read(none)).unexplained()).isNotEmpty();
    Files.writeString(none, "M1,no-such-script,*,nothing\n");
    Differences stale = Differences.read(none);
    assertThat(new Page(baselines(), stale).unexplained()).isNotEmpty();
    assertThat(stale.unused()).hasSize(1);
  }
}
