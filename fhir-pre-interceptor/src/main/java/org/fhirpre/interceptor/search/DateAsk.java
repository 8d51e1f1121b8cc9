// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.ParamPrefixEnum;
import java.util.List;
import org.fhirpre.interceptor.index.DateScale;
import org.fhirpre.interceptor.index.Resolution;
import org.fhirpre.interceptor.index.TokenKind;
import org.jspecify.annotations.Nullable;

/**
 * A date question as intervals of ends (docs/spec/search-tokens.md section 6). Bounds inside a
 * bucket round outward, so nothing is missed.
 *
 * @param all whether every interval must be met, or one is enough
 */
record DateAsk(boolean all, List<End> ends) {

  /**
   * @param kind {@code LO} or {@code HI}
   * @param interval of ends of this kind
   * @param points interval of dates that are a point, which counts as both ends
   */
  record End(TokenKind kind, Interval interval, Interval points) {
    private End(TokenKind kind, long low, long high) {
      this(kind, new Interval(low, high), new Interval(low, high));
    }

    private End of(Interval fewer) {
      return new End(kind, interval, fewer);
    }
  }

  /** Both bounds inclusive; empty if low is the greater. */
  record Interval(long low, long high) {
    private Interval shared(Interval other) {
      return new Interval(Math.max(low, other.low), Math.min(high, other.high));
    }
  }

  /**
   * All questions at once. A point must lie in every interval: it is looked for in what they share,
   * which is mostly little, where each alone is half of time.
   */
  static List<DateAsk> together(List<DateAsk> asks) {
    if (asks.size() < 2 || !asks.stream().allMatch(DateAsk::all)) {
      return asks;
    }
    List<End> ends = asks.stream().flatMap(ask -> ask.ends().stream()).toList();
    Interval points = ends.stream().map(End::points).reduce(Interval::shared).orElseThrow();
    return List.of(new DateAsk(true, ends.stream().map(end -> end.of(points)).toList()));
  }

  static DateAsk of(DateParam date, Resolution resolution, DateScale dates, String param) {
    Period asked = Period.of(date, dates.zone());
    long first = dates.of(resolution, asked.first());
    long last = dates.of(resolution, asked.last());
    long before = dates.of(resolution, asked.first().minusMillis(1));
    long after = dates.of(resolution, asked.last().plusMillis(1));
    long max = resolution.max();
    return switch (prefix(date)) {
      case GREATERTHAN_OR_EQUALS -> one(TokenKind.HI, first, max);
      case GREATERTHAN -> one(TokenKind.HI, after, max);
      case LESSTHAN_OR_EQUALS -> one(TokenKind.LO, 0, last);
      case LESSTHAN -> one(TokenKind.LO, 0, before);
      case STARTS_AFTER -> one(TokenKind.LO, after, max);
      case ENDS_BEFORE -> one(TokenKind.HI, 0, before);
      case EQUAL ->
          new DateAsk(
              true,
              List.of(new End(TokenKind.LO, first, last), new End(TokenKind.HI, first, last)));
      case NOT_EQUAL ->
          new DateAsk(
              false, List.of(new End(TokenKind.LO, 0, before), new End(TokenKind.HI, after, max)));
      case APPROXIMATE -> throw Refusal.MODIFIER_HIDDEN.of(param);
    };
  }

  private static DateAsk one(TokenKind kind, long low, long high) {
    return new DateAsk(true, List.of(new End(kind, low, high)));
  }

  private static ParamPrefixEnum prefix(DateParam date) {
    @Nullable ParamPrefixEnum prefix = date.getPrefix();
    return prefix == null ? ParamPrefixEnum.EQUAL : prefix;
  }
}
