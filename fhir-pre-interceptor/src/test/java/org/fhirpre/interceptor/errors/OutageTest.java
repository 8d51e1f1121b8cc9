// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {

  @ParameterizedTest
  @ValueSource(strings = {"08001", "08006", "57P01", "57P02", "57P03", "53300", "90098", "90121"})
  void a_lost_connection_is_an_outage_wherever_it_stands_among_the_causes(String state) {
    assertThat(Outage.isBehind(wrapped(new SQLException("gone", state)))).isTrue();
  }

  @Test
  void a_pool_that_has_no_connection_to_give_is_an_outage() {
    assertThat(Outage.isBehind(wrapped(new SQLTransientConnectionException("timed out")))).isTrue();
    assertThat(Outage.isBehind(wrapped(new SQLException("Connection is closed")))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "40001", "42P01", "22001"})
  void a_statement_that_was_refused_is_none(String state) {
    assertThat(Outage.isBehind(wrapped(new SQLException("refused", state)))).isFalse();
    assertThat(Outage.isBehind(new IllegalStateException("no database at all"))).isFalse();
  }

  private static RuntimeException wrapped(SQLException cause) {
    return new IllegalStateException("outer", new IllegalStateException("inner", cause));
  }
}
