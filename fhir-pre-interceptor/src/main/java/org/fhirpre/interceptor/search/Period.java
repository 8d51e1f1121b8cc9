// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.rest.param.DateParam;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * The time that a date question covers.
 *
 * @param first its first millisecond
 * @param last its last millisecond
 */
record Period(Instant first, Instant last) {

  /**
   * @param zone of dates without time
   */
  static Period of(DateParam date, ZoneId zone) {
    String text = date.getValueAsString();
    return switch (date.getPrecision()) {
      case YEAR -> days(Year.parse(text).atDay(1), Year.parse(text).plusYears(1).atDay(1), zone);
      case MONTH ->
          days(YearMonth.parse(text).atDay(1), YearMonth.parse(text).plusMonths(1).atDay(1), zone);
      case DAY -> days(LocalDate.parse(text), LocalDate.parse(text).plusDays(1), zone);
      case MINUTE, SECOND, MILLI ->
          new Period(
              date.getValue().toInstant(),
              date.getPrecision().add(date.getValue(), 1).toInstant().minusMillis(1));
    };
  }

  private static Period days(LocalDate first, LocalDate next, ZoneId zone) {
    return new Period(
        first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant().minusMillis(1));
  }
}
