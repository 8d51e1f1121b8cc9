// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TimeZone;

/**
 * Dates as values of a {@link Resolution}. A date without time is the whole day in the server's
 * zone.
 */
public final class DateScale {
  private static final LocalDate EPOCH = LocalDate.of(1800, 1, 1);
  private static final long EPOCH_SECONDS = EPOCH.atStartOfDay().toEpochSecond(ZoneOffset.UTC);

  private final ZoneId zone;

  /**
   * @param zone the zone of the deployment, fixed at its first start
   * @throws IllegalStateException if the JVM runs in a zone with other rules, by which HAPI would
   *     read dates
   */
  public DateScale(ZoneId zone) {
    ZoneId jvm = TimeZone.getDefault().toZoneId();
    if (!jvm.getRules().equals(zone.getRules())) {
      throw new IllegalStateException(
          "fhirpre.zone is " + zone + ", but the JVM runs in " + jvm + ": set -Duser.timezone");
    }
    this.zone = zone;
  }

  public ZoneId zone() {
    return zone;
  }

  public long of(Resolution resolution, Instant instant) {
    return resolution.clamp(
        switch (resolution) {
          case DAY -> instant.atZone(zone).toLocalDate().toEpochDay() - EPOCH.toEpochDay();
          case MINUTE -> Math.floorDiv(instant.getEpochSecond() - EPOCH_SECONDS, 60L);
          case SECOND -> instant.getEpochSecond() - EPOCH_SECONDS;
          case NUMBER -> throw new IllegalArgumentException("a number is no date");
        });
  }

  /**
   * @param ordinal HAPI's date ordinal, {@code yyyyMMdd} in decimal digits
   */
  static long day(int ordinal) {
    LocalDate day = LocalDate.of(ordinal / 10_000, ordinal / 100 % 100, ordinal % 100);
    return Resolution.DAY.clamp(day.toEpochDay() - EPOCH.toEpochDay());
  }
}
