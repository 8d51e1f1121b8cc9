// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaleTest {
  private final DateScale dates = new DateScale(ZoneOffset.UTC);

  @Test
  void numbers_keep_their_order() {
    Random random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      double a = random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
      double b = random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
      long low = NumberScale.of(BigDecimal.valueOf(Math.min(a, b)));
      long high = NumberScale.of(BigDecimal.valueOf(Math.max(a, b)));
      assertThat(low).isLessThanOrEqualTo(high).isBetween(0L, Resolution.NUMBER.max());
    }
  }

  @Test
  void numbers_differ_if_they_differ_in_eight_digits() {
    assertThat(NumberScale.of(new BigDecimal("1.0000001")))
        .isNotEqualTo(NumberScale.of(BigDecimal.ONE));
    assertThat(NumberScale.of(new BigDecimal("1.0000000001")))
        .isEqualTo(NumberScale.of(BigDecimal.ONE));
    assertThat(NumberScale.of(new BigDecimal("1.0"))).isEqualTo(NumberScale.of(BigDecimal.ONE));
    assertThat(NumberScale.of(new BigDecimal("-0.0"))).isEqualTo(NumberScale.of(BigDecimal.ZERO));
  }

  @Test
  void minutes_and_days_count_from_1800() {
    assertThat(dates.of(Resolution.MINUTE, Instant.parse("1800-01-01T00:01:59.999Z"))).isEqualTo(1);
    assertThat(dates.of(Resolution.DAY, Instant.parse("1800-01-03T23:59:59Z"))).isEqualTo(2);
    assertThat(DateScale.day(18_000_201)).isEqualTo(31);
  }

  @Test
  void what_lies_outside_is_clamped() {
    assertThat(dates.of(Resolution.MINUTE, Instant.parse("1001-01-01T00:00:00Z"))).isZero();
    assertThat(dates.of(Resolution.MINUTE, Instant.parse("9000-01-01T00:00:00Z")))
        .isEqualTo(Resolution.MINUTE.max());
  }

  @Test
  void another_zone_than_the_jvms_is_refused() {
    assertThatThrownBy(() -> new DateScale(ZoneId.of("Pacific/Apia")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("user.timezone");
  }
}
