// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.math.BigDecimal;

/** Decimals as values of {@link Resolution#NUMBER}: equal to eight significant digits is equal. */
public final class NumberScale {
  private static final int DROPPED_BITS = 24;

  private NumberScale() {}

  public static long of(BigDecimal decimal) {
    long bits = Double.doubleToLongBits(decimal.doubleValue() + 0.0);
    long ordered = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    return ordered >>> DROPPED_BITS;
  }
}
