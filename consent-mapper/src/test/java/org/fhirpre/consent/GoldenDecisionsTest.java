// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Published Consents and the decisions that their publishers expect. Takes another folder of the
 * same shape with {@code -Dfhirpre.consents=DIR}.
 */
class GoldenDecisionsTest {

  @Test
  void decisions_come_out_as_published() {
    Count count = Count.of(GoldenCases.chosen());
    System.out.printf(
        "decisions: %d agree, %d differ%n", count.agreeing(), count.differing().size());
    assertThat(count.differing()).isEmpty();
    assertThat(count.agreeing()).isPositive();
  }

  @Test
  void what_publishers_leave_open_comes_out_as_documented() {
    Count count = Count.of(GoldenCases.further());
    System.out.printf(
        "further decisions: %d agree, %d differ, %d not here%n",
        count.agreeing(), count.differing().size(), count.absent());
    assertThat(count.differing()).isEmpty();
    assertThat(count.agreeing()).isPositive();
  }

  private record Count(int agreeing, List<String> differing, int absent) {
    static Count of(List<GoldenCase> cases) {
      List<String> differing = new ArrayList<>();
      int agreeing = 0;
      int absent = 0;
      for (GoldenCase golden : cases) {
        if (!golden.present()) {
          absent++;
        } else if (decision(golden).equals(golden.expected())) {
          agreeing++;
        } else {
          differing.add(golden.file() + ": " + golden.expected() + ", not " + decision(golden));
        }
      }
      return new Count(agreeing, differing, absent);
    }
  }

  /** A case that cannot be read differs; the others are still counted. */
  private static String decision(GoldenCase golden) {
    try {
      return golden.decision();
    } catch (IOException | RuntimeException unreadable) {
      return "failed:" + unreadable.getClass().getSimpleName();
    }
  }
}
