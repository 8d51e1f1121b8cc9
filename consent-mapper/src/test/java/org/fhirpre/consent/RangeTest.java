// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTest {

  @ParameterizedTest
  @CsvSource({
    "2024, 2024-01-01T00:00:00Z, 2025-01-01T00:00:00Z",
    "2024-02, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
    "2024-02-29, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
    "2024-02-29T10:00:00+02:00, 2024-02-29T08:00:00Z, 2024-02-29T08:00:01Z",
    "2024-02-29T10:00:00.5Z, 2024-02-29T10:00:00.5Z, 2024-02-29T10:00:00.501Z"
  })
  void a_partial_date_is_the_whole_of_what_it_names(String date, String start, String end) {
    Range range = Range.of(date, ZoneOffset.UTC);
    assertThat(range.start()).isEqualTo(start);
    assertThat(range.end()).isEqualTo(end);
  }

  @Test
  void a_partial_date_lies_in_the_zone_of_the_deployment() {
    assertThat(Range.of("2024-07-01", ZoneId.of("Europe/Berlin")).start())
        .isEqualTo("2024-06-30T22:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "24", "2024-13", "2024-02-30", "2024-02-29T10:00:00", "yesterday"})
  void anything_else_is_refused(String date) {
    assertThatThrownBy(() -> Range.of(date, ZoneOffset.UTC)).isInstanceOf(DateTimeException.class);
  }

  @Test
  void ends_are_exclusive() {
    Range year = Range.of("2024", ZoneOffset.UTC);
    assertThat(year.contains(year.start())).isTrue();
    assertThat(year.contains(year.end())).isFalse();
    assertThat(year.overlaps(Range.of("2025", ZoneOffset.UTC))).isFalse();
    assertThat(year.contains(Range.of("2024-12", ZoneOffset.UTC))).isTrue();
    assertThat(Range.ALWAYS.contains(year)).isTrue();
    assertThatThrownBy(() -> new Range(year.end(), year.start()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
