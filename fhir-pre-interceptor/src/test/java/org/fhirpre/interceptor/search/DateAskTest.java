// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.fhirpre.interceptor.index.DateScale;
import org.fhirpre.interceptor.index.Resolution;
import org.fhirpre.interceptor.index.TokenKind;
import org.junit.jupiter.api.Test;

class DateAskTest {
  private static final DateScale DATES = new DateScale(ZoneOffset.UTC);
  private static final long MAX = Resolution.MINUTE.max();

  @Test
  void an_equality_wants_both_ends_in_the_day() {
    DateAsk ask = ask("2020-02-25");
    long first = minute("2020-02-25T00:00:00Z");
    assertThat(ask.all()).isTrue();
    assertThat(ask.ends())
        .containsExactly(
            end(TokenKind.LO, first, first + 1439), end(TokenKind.HI, first, first + 1439));
  }

  @Test
  void years_and_months_end_with_their_last_minute() {
    assertThat(ask("le2020").ends().get(0).interval().high())
        .isEqualTo(minute("2020-12-31T23:59:00Z"));
    assertThat(ask("le2020-02").ends().get(0).interval().high())
        .isEqualTo(minute("2020-02-29T23:59:00Z"));
  }

  @Test
  void before_and_after_exclude_whole_days() {
    assertThat(ask("gt2020-02-25").ends())
        .containsExactly(end(TokenKind.HI, minute("2020-02-26T00:00:00Z"), MAX));
    assertThat(ask("lt2020-02-25").ends())
        .containsExactly(end(TokenKind.LO, 0, minute("2020-02-24T23:59:00Z")));
    assertThat(ask("sa2020-02-25").ends().get(0).kind()).isEqualTo(TokenKind.LO);
    assertThat(ask("eb2020-02-25").ends().get(0).kind()).isEqualTo(TokenKind.HI);
  }

  @Test
  void bounds_inside_a_minute_round_outward() {
    long minute = minute("2020-02-25T10:15:00Z");
    assertThat(ask("gt2020-02-25T10:15:30Z").ends().get(0).interval().low()).isEqualTo(minute);
    assertThat(ask("lt2020-02-25T10:15:30Z").ends().get(0).interval().high()).isEqualTo(minute);
  }

  @Test
  void a_negation_wants_either_side() {
    DateAsk ask = ask("ne2020-02-25");
    assertThat(ask.all()).isFalse();
    assertThat(ask.ends())
        .containsExactly(
            end(TokenKind.LO, 0, minute("2020-02-24T23:59:00Z")),
            end(TokenKind.HI, minute("2020-02-26T00:00:00Z"), MAX));
  }

  @Test
  void two_bounds_want_a_point_between_them_and_ends_beyond_them() {
    long first = minute("2020-02-25T00:00:00Z");
    long last = minute("2020-03-02T23:59:00Z");
    DateAsk.Interval between = new DateAsk.Interval(first, last);

    List<DateAsk> asks = DateAsk.together(List.of(ask("ge2020-02-25"), ask("lt2020-03-03")));

    assertThat(asks).hasSize(1);
    assertThat(asks.get(0).all()).isTrue();
    assertThat(asks.get(0).ends())
        .containsExactly(
            new DateAsk.End(TokenKind.HI, new DateAsk.Interval(first, MAX), between),
            new DateAsk.End(TokenKind.LO, new DateAsk.Interval(0, last), between));
  }

  @Test
  void bounds_that_cross_want_no_point() {
    DateAsk crossed = DateAsk.together(List.of(ask("ge2020-02-25"), ask("lt2020-02-20"))).get(0);

    assertThat(crossed.ends())
        .allSatisfy(end -> assertThat(end.points().low()).isGreaterThan(end.points().high()));
  }

  @Test
  void a_negation_is_not_joined_with_a_bound() {
    List<DateAsk> asks = List.of(ask("ne2020-02-25"), ask("lt2020-03-03"));

    assertThat(DateAsk.together(asks)).isEqualTo(asks);
  }

  @Test
  void about_is_refused() {
    assertThatThrownBy(() -> ask("ap2020")).isInstanceOf(InvalidRequestException.class);
  }

  private static DateAsk.End end(TokenKind kind, long low, long high) {
    DateAsk.Interval interval = new DateAsk.Interval(low, high);
    return new DateAsk.End(kind, interval, interval);
  }

  private static DateAsk ask(String value) {
    return DateAsk.of(new DateParam(value), Resolution.MINUTE, DATES, "date");
  }

  private static long minute(String instant) {
    return DATES.of(Resolution.MINUTE, Instant.parse(instant));
  }
}
