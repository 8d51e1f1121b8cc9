// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.util.Set;

/** How finely a date or number is indexed, as a tree of radix 16. */
public enum Resolution {
  /** Days since 1800-01-01, for elements of type {@code date}. */
  DAY(5),
  /** Minutes since 1800-01-01T00:00Z. */
  MINUTE(7),
  /** Seconds since 1800-01-01T00:00Z. */
  SECOND(9),
  /** Top 40 bits of the order-preserving image of the double. */
  NUMBER(10);

  private static final Set<String> DAYS =
      Set.of(
          "Patient.birthdate",
          "Person.birthdate",
          "RelatedPerson.birthdate",
          "Goal.start-date",
          "Goal.target-date",
          "ClaimResponse.payment-date");

  private final int levels;

  Resolution(int levels) {
    this.levels = levels;
  }

  /** Of a date parameter. */
  public static Resolution ofDate(String type, String param) {
    return DAYS.contains(type + "." + param) ? DAY : MINUTE;
  }

  /** Levels of the tree; a stored end has one token per level. */
  public int levels() {
    return levels;
  }

  /** The greatest value; the least is 0. */
  public long max() {
    return (1L << (4 * levels)) - 1;
  }

  long clamp(long value) {
    return Math.max(0, Math.min(max(), value));
  }
}
