// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RatiosTest {

  @Test
  void the_median_ignores_one_disturbed_round() {
    assertThat(new Ratios(List.of(0.9, 0.91, 0.2)).median()).isEqualTo(0.9);
    assertThat(Ratios.median(1, 2, 3, 4)).isEqualTo(2.5);
  }

  @Test
  void the_interval_holds_the_median_and_is_narrow_for_equal_rounds() {
    double[] wide = new Ratios(List.of(0.5, 0.7, 0.9, 1.1, 1.3)).interval(new Random(1));
    assertThat(wide[0]).isLessThan(0.9);
    assertThat(wide[1]).isGreaterThan(0.9);
    assertThat(new Ratios(List.of(0.9, 0.9)).interval(new Random(1))).containsExactly(0.9, 0.9);
  }

  @Test
  void no_rounds_give_no_figure() {
    assertThatThrownBy(() -> new Ratios(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
