// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Spans of time of a plan. */
final class Windows {
  private static final int EPOCHS_AHEAD = 3;

  private Windows() {}

  /** The span in which all hold; empty if there is none. */
  static Optional<Range> intersection(List<Range> spans) {
    Instant start = Instant.MIN;
    Instant end = Instant.MAX;
    for (Range span : spans) {
      start = span.start().isAfter(start) ? span.start() : start;
      end = span.end().isBefore(end) ? span.end() : end;
    }
    return start.isBefore(end) ? Optional.of(new Range(start, end)) : Optional.empty();
  }

  /** End of the epoch after next, UTC; the same during the whole calendar year. */
  static Instant horizon(Instant now) {
    return now.atZone(ZoneOffset.UTC)
        .truncatedTo(ChronoUnit.DAYS)
        .withDayOfYear(1)
        .plusYears(EPOCHS_AHEAD)
        .toInstant();
  }

  /** The horizon of the epoch before. */
  static Instant previous(Instant horizon) {
    return horizon.atZone(ZoneOffset.UTC).minusYears(1).toInstant();
  }

  /** What a grant can say: whole seconds, not before 1970. */
  static Optional<Range> grantable(Range window, Instant horizon) {
    Instant start = window.start().isBefore(Instant.EPOCH) ? Instant.EPOCH : window.start();
    Instant end = window.end().isAfter(horizon) ? horizon : window.end();
    Instant from = start.truncatedTo(ChronoUnit.SECONDS);
    Instant to = end.truncatedTo(ChronoUnit.SECONDS);
    return from.isBefore(to) ? Optional.of(new Range(from, to)) : Optional.empty();
  }

  /** The smallest span that holds both. */
  static Range hull(Range a, Range b) {
    return new Range(
        a.start().isBefore(b.start()) ? a.start() : b.start(),
        a.end().isAfter(b.end()) ? a.end() : b.end());
  }
}
