// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.time.Instant;
import java.time.ZoneOffset;
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
            new DateAsk.End(TokenKind.LO, first, first + 1439),
            new DateAsk.End(TokenKind.HI, first, first + 1439));
  }

  @Test
  void years_and_months_end_with_their_last_minute() {
    assertThat(ask("le2020").ends().get(0).high()).isEqualTo(minute("2020-12-31T23:59:00Z"));
    assertThat(ask("le2020-02").ends().get(0).high()).isEqualTo(minute("2020-02-29T23:59:00Z"));
  }

  @Test
  void before_and_after_exclude_whole_days() {
    assertThat(ask("gt2020-02-25").ends())
        .containsExactly(new DateAsk.End(TokenKind.HI, minute("2020-02-26T00:00:00Z"), MAX));
    assertThat(ask("lt2020-02-25").ends())
        .containsExactly(new DateAsk.End(TokenKind.LO, 0, minute("2020-02-24T23:59:00Z")));
    assertThat(ask("sa2020-02-25").ends().get(0).kind()).isEqualTo(TokenKind.LO);
    assertThat(ask("eb2020-02-25").ends().get(0).kind()).isEqualTo(TokenKind.HI);
  }

  @Test
  void bounds_inside_a_minute_round_outward() {
    long minute = minute("2020-02-25T10:15:00Z");
    assertThat(ask("gt2020-02-25T10:15:30Z").ends().get(0).low()).isEqualTo(minute);
    assertThat(ask("lt2020-02-25T10:15:30Z").ends().get(0).high()).isEqualTo(minute);
  }

  @Test
  void a_negation_wants_either_side() {
    DateAsk ask = ask("ne2020-02-25");
    assertThat(ask.all()).isFalse();
    assertThat(ask.ends())
        .containsExactly(
            new DateAsk.End(TokenKind.LO, 0, minute("2020-02-24T23:59:00Z")),
            new DateAsk.End(TokenKind.HI, minute("2020-02-26T00:00:00Z"), MAX));
  }

  @Test
  void about_is_refused() {
    assertThatThrownBy(() -> ask("ap2020")).isInstanceOf(InvalidRequestException.class);
  }

  private static DateAsk ask(String value) {
    return DateAsk.of(new DateParam(value), Resolution.MINUTE, DATES, "date");
  }

  private static long minute(String instant) {
    return DATES.of(Resolution.MINUTE, Instant.parse(instant));
  }
}
