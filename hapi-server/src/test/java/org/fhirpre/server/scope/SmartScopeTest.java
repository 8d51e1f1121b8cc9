// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.scope;

import static org.assertj.core.api.Assertions.assertThat;

import org.fhirpre.server.scope.SmartScope.Context;
import org.fhirpre.server.scope.SmartScope.Right;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmartScopeTest {

  @Test
  void the_letters_of_version_2_are_rights() {
    SmartScope scope = SmartScope.parse("user/Observation.rs").orElseThrow();
    assertThat(scope.context()).isEqualTo(Context.USER);
    assertThat(scope.rights()).containsExactlyInAnyOrder(Right.READ, Right.SEARCH);
    assertThat(scope.allows(Right.READ, "Observation")).isTrue();
    assertThat(scope.allows(Right.READ, "Condition")).isFalse();
    assertThat(scope.allows(Right.CREATE, "Observation")).isFalse();
  }

  @Test
  void the_words_of_version_1_are_understood() {
    assertThat(SmartScope.parse("patient/*.read").orElseThrow().rights())
        .containsExactlyInAnyOrder(Right.READ, Right.SEARCH);
    assertThat(SmartScope.parse("system/*.write").orElseThrow().rights())
        .containsExactlyInAnyOrder(Right.CREATE, Right.UPDATE, Right.DELETE);
    assertThat(SmartScope.parse("system/*.*").orElseThrow().rights()).hasSize(5);
  }

  @Test
  void a_scope_of_a_type_is_not_a_scope_of_all_types() {
    assertThat(SmartScope.parse("system/Patient.rs").orElseThrow().allows(Right.SEARCH, "*"))
        .isFalse();
    assertThat(SmartScope.parse("system/*.rs").orElseThrow().allows(Right.SEARCH, "*")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openid",
        "fhirpre/admin",
        "launch/patient",
        "user/Observation.sr",
        "user/Observation.rs?category=laboratory",
        "other/*.rs",
        "user/*",
        ""
      })
  void everything_else_gives_nothing(String scope) {
    assertThat(SmartScope.parse(scope)).isEmpty();
  }
}
