// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * A date question in units since 1800, as encrypted dates are compared.
 *
 * @param first unit of the first millisecond that is asked for
 * @param last unit of the last one
 * @param before unit of the millisecond before the first
 * @param after unit of the millisecond after the last
 */
record Asked(String prefix, long first, long last, long before, long after) {
  private static final long EPOCH =
      LocalDate.of(1800, 1, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
  private static final long MAX = (1L << 28) - 1;

  /** How finely dates are compared, in seconds. */
  enum Unit {
    MINUTE(60),
    DAY(86_400);

    private final long seconds;

    Unit(long seconds) {
      this.seconds = seconds;
    }

    private long of(Instant instant) {
      return Math.max(0, Math.min(MAX, Math.floorDiv(instant.getEpochSecond() - EPOCH, seconds)));
    }

    long low(ResourceIndexedSearchParamDate row) {
      @Nullable Date low = row.getValueLow();
      return low == null ? 0 : of(low.toInstant());
    }

    long high(ResourceIndexedSearchParamDate row) {
      @Nullable Date high = row.getValueHigh();
      return high == null ? MAX : of(high.toInstant());
    }
  }

  static Asked of(String value, Unit unit) {
    String prefix = value.replaceAll("[^a-z].*", "");
    String date = value.substring(prefix.length());
    Instant start = start(date);
    Instant end = end(date);
    return new Asked(
        prefix,
        unit.of(start),
        unit.of(end.minusMillis(1)),
        unit.of(start.minusMillis(1)),
        unit.of(end));
  }

  boolean holds(long unit) {
    return first <= unit && unit <= last;
  }

  private static Instant start(String date) {
    return switch (date.length()) {
      case 4 -> midnight(Year.parse(date).atDay(1));
      case 7 -> midnight(YearMonth.parse(date).atDay(1));
      case 10 -> midnight(LocalDate.parse(date));
      default -> Instant.parse(date);
    };
  }

  /** Exclusive. */
  private static Instant end(String date) {
    return switch (date.length()) {
      case 4 -> midnight(Year.parse(date).plusYears(1).atDay(1));
      case 7 -> midnight(YearMonth.parse(date).plusMonths(1).atDay(1));
      case 10 -> midnight(LocalDate.parse(date).plusDays(1));
      default -> start(date).plusMillis(date.indexOf('.') >= 0 ? 1 : 1000);
    };
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
