// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cryptoperiod of a write, UTC, with the generation of its key: {@code 2026}, {@code 2026-Q4},
 * {@code 2026-11}, {@code 2026+1}.
 *
 * <p>Generation 0 is not written. A patient who re-keys inside a period goes to the next one.
 *
 * <p>Source: {@code docs/spec/key-derivation.md} §2.
 */
public final class Epoch {
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(?<period>[0-9]{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?)(\\+(?<generation>[1-9][0-9]*))?");
  private static final int MAX_CHARACTERS = 16;
  private static final int MAX_YEAR = 9999;

  private final String period;
  private final long generation;

  private Epoch(String period, long generation) {
    this.period = period;
    this.generation = generation;
  }

  /** The period that contains {@code write}, generation 0. */
  public static Epoch of(Instant write, CryptoPeriod length) {
    OffsetDateTime utc = write.atOffset(ZoneOffset.UTC);
    if (utc.getYear() < 0 || utc.getYear() > MAX_YEAR) {
      throw new IllegalArgumentException("an epoch has a year of four digits");
    }
    int month = utc.getMonthValue();
    String year = String.format("%04d", utc.getYear());
    return switch (length) {
      case YEAR -> new Epoch(year, 0);
      case QUARTER -> new Epoch(year + "-Q" + ((month + 2) / 3), 0);
      case MONTH -> new Epoch(year + String.format("-%02d", month), 0);
    };
  }

  /**
   * @throws IllegalArgumentException if the text does not follow the grammar
   */
  public static Epoch parse(String text) {
    Matcher parts = GRAMMAR.matcher(text);
    if (text.length() > MAX_CHARACTERS || !parts.matches()) {
      throw new IllegalArgumentException("not an epoch");
    }
    String generation = parts.group("generation");
    return new Epoch(parts.group("period"), generation == null ? 0 : Long.parseLong(generation));
  }

  /** The same period after a re-key. */
  public Epoch nextGeneration() {
    return parse(period + "+" + (generation + 1));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Epoch epoch
        && period.equals(epoch.period)
        && generation == epoch.generation;
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return generation == 0 ? period : period + "+" + generation;
  }
}
