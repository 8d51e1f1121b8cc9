// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Makes values that no other place has. Reproducible from its seed; not thread-safe.
 *
 * <p>Dates rise from 1851, so that the start of a period lies before its end; times lie around noon
 * UTC, so that the calendar day is the same in most zones.
 */
final class CanaryValues {

  private static final int WORD_LETTERS = 12;
  private static final int MAX_DAY_STEP = 3;
  private static final LocalDate BEYOND_DATES = LocalDate.of(1930, 1, 1);

  private final Random random;
  private final Set<String> used = new HashSet<>();
  private LocalDate date = LocalDate.of(1851, 1, 1);

  CanaryValues(long seed) {
    this.random = new Random(seed);
  }

  /** Twelve random capital letters. */
  String word() {
    StringBuilder letters = new StringBuilder(WORD_LETTERS);
    for (int i = 0; i < WORD_LETTERS; i++) {
      letters.append((char) ('A' + random.nextInt(26)));
    }
    return firstUse(letters.toString()) ? letters.toString() : word();
  }

  String base64() {
    byte[] content = (word() + word()).getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(content);
  }

  String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** An arc of an object identifier: ten digits, no leading zero. */
  String arc() {
    String digits = Long.toString(1_000_000_000L + (long) (random.nextDouble() * 8.9e9));
    return firstUse(digits) ? digits : arc();
  }

  /** Nine digits: fits a FHIR integer. */
  String integer() {
    String digits = Integer.toString(100_000_000 + random.nextInt(899_999_999));
    return firstUse(digits) ? digits : integer();
  }

  /** Five digits, a point, four digits, the last one not zero. */
  String decimal() {
    int fraction = 1000 + random.nextInt(9000);
    String number =
        (10_000 + random.nextInt(90_000)) + "." + (fraction / 10 * 10 + 1 + random.nextInt(9));
    return firstUse(number) ? number : decimal();
  }

  String date() {
    date = date.plusDays(1L + random.nextInt(MAX_DAY_STEP));
    if (date.isAfter(BEYOND_DATES)) {
      throw new IllegalStateException("out of unlikely dates: use a second generator's fixtures");
    }
    return date.toString();
  }

  /** A day of its own with a time around noon UTC, milliseconds included. */
  String instant() {
    return "%sT%02d:%02d:%02d.%03dZ"
        .formatted(
            date(),
            11 + random.nextInt(2),
            random.nextInt(60),
            random.nextInt(60),
            100 + random.nextInt(900));
  }

  /** A time of day with microseconds, which log timestamps do not have. */
  String time() {
    String time =
        "%02d:%02d:%02d.%06d"
            .formatted(
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60),
                100_000 + random.nextInt(900_000));
    return firstUse(time) ? time : time();
  }

  private boolean firstUse(String value) {
    return used.add(value);
  }
}
