// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A span of time.
 *
 * @param start inclusive; {@link Instant#MIN} if open
 * @param end exclusive; {@link Instant#MAX} if open
 */
public record Range(Instant start, Instant end) {
  public static final Range ALWAYS = new Range(Instant.MIN, Instant.MAX);

  /**
   * @throws IllegalArgumentException if it does not end after it starts
   */
  public Range {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("a range ends after it starts");
    }
  }

  /**
   * The whole day, month, year, second or fraction of a second that a FHIR date or dateTime names.
   *
   * @param zone of partial dates
   * @throws java.time.DateTimeException for anything else
   */
  public static Range of(String fhirDate, ZoneId zone) {
    return switch (fhirDate.length()) {
      case 4 ->
          days(Year.parse(fhirDate).atDay(1), Year.parse(fhirDate).plusYears(1).atDay(1), zone);
      case 7 ->
          days(
              YearMonth.parse(fhirDate).atDay(1),
              YearMonth.parse(fhirDate).plusMonths(1).atDay(1),
              zone);
      case 10 -> days(LocalDate.parse(fhirDate), LocalDate.parse(fhirDate).plusDays(1), zone);
      default -> moment(OffsetDateTime.parse(fhirDate).toInstant(), fhirDate.contains("."));
    };
  }

  public boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  /** Whether the other one lies inside this one. */
  public boolean contains(Range other) {
    return !other.start.isBefore(start) && !other.end.isAfter(end);
  }

  public boolean overlaps(Range other) {
    return start.isBefore(other.end) && other.start.isBefore(end);
  }

  /** The part that both have; empty if there is none. */
  public Optional<Range> intersection(Range other) {
    return Windows.intersection(List.of(this, other));
  }

  private static Range days(LocalDate first, LocalDate after, ZoneId zone) {
    return new Range(first.atStartOfDay(zone).toInstant(), after.atStartOfDay(zone).toInstant());
  }

  private static Range moment(Instant start, boolean fraction) {
    return new Range(start, start.plus(1, fraction ? ChronoUnit.MILLIS : ChronoUnit.SECONDS));
  }
}
