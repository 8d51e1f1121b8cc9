// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Stream;
import org.fhirpre.interceptor.index.NumberScale;
import org.fhirpre.interceptor.index.Resolution;
import org.fhirpre.interceptor.index.Slot;
import org.fhirpre.interceptor.index.TokenKind;
import org.fhirpre.interceptor.index.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * A number question as an interval, or what lies outside of one. As in HAPI, equality is that of
 * numbers, not of their precision, and {@code ap} is ± 10 %.
 *
 * @param low inclusive
 * @param high inclusive
 * @param outside whether numbers outside of the interval are asked for
 */
record NumberAsk(long low, long high, boolean outside) {
  private static final BigDecimal TENTH = new BigDecimal("0.1");

  static NumberAsk of(@Nullable CompareOperation operation, BigDecimal number, String param) {
    long value = NumberScale.of(number);
    long max = Resolution.NUMBER.max();
    return switch (operation == null ? CompareOperation.eq : operation) {
      case eq -> new NumberAsk(value, value, false);
      case ne -> new NumberAsk(value, value, true);
      case gt -> new NumberAsk(value + 1, max, false);
      case ge -> new NumberAsk(value, max, false);
      case lt -> new NumberAsk(0, value - 1, false);
      case le -> new NumberAsk(0, value, false);
      case ap -> approximately(number);
      default -> throw Refusal.MODIFIER_HIDDEN.of(param);
    };
  }

  private static NumberAsk approximately(BigDecimal number) {
    BigDecimal tolerance = number.multiply(TENTH).abs();
    return new NumberAsk(
        NumberScale.of(number.subtract(tolerance, MathContext.DECIMAL64)),
        NumberScale.of(number.add(tolerance, MathContext.DECIMAL64)),
        false);
  }

  /** Tokens of a slot of which a matching number has exactly one. */
  List<String> tokens(Tokens tokens, Slot slot) {
    if (!outside) {
      return cover(tokens, slot, low, high);
    }
    List<String> below = cover(tokens, slot, 0, low - 1);
    List<String> above = cover(tokens, slot, high + 1, Resolution.NUMBER.max());
    return Stream.concat(below.stream(), above.stream()).toList();
  }

  private static List<String> cover(Tokens tokens, Slot slot, long low, long high) {
    return tokens.cover(slot, TokenKind.Q, Resolution.NUMBER, low, high);
  }
}
