// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TokenKeysTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final TokenKeys keys =
      new TokenKeys(new FixedIndexKeys(List.of(1), "t"), () -> now.get());
  private final Tokens tokens = new Tokens(keys);

  @Test
  void equal_values_of_two_patients_types_params_and_epochs_have_unrelated_tokens() {
    Set<String> made = new HashSet<>();
    for (int epoch : List.of(1, 2)) {
      for (Scope scope : List.of(Scope.TENANT, Scope.DEPLOYMENT, Scope.patient("a"))) {
        for (String type : List.of("Observation", "Condition")) {
          for (String param : List.of("code", "category")) {
            made.add(tokens.code(new Slot(epoch, scope, type, param), "x"));
          }
        }
      }
    }
    assertThat(made).hasSize(24).allMatch(token -> token.matches("[A-Za-z0-9_-]{16}"));
  }

  @Test
  void kinds_of_one_value_differ() {
    Slot slot = new Slot(1, Scope.TENANT, "Patient", "family");
    assertThat(tokens.whole(slot, "ab"))
        .isNotEqualTo(tokens.exact(slot, "ab"))
        .isNotEqualTo(tokens.prefix(slot, "ab", 2))
        .isNotEqualTo(tokens.code(slot, "ab"));
  }

  @Test
  void components_do_not_run_together() {
    Slot slot = new Slot(1, Scope.TENANT, "Patient", "identifier");
    assertThat(tokens.identifier(slot, "ab", "c")).isNotEqualTo(tokens.identifier(slot, "a", "bc"));
  }

  @Test
  void keys_of_patients_are_kept_for_a_while_and_not_without_bound() {
    for (int i = 0; i <= TokenKeys.MAX_PATIENT_SCOPES; i++) {
      tokens.code(slot("p" + i), "x");
    }
    assertThat(keys.cachedPatients()).isEqualTo(TokenKeys.MAX_PATIENT_SCOPES);
    now.set(START.plus(TokenKeys.PATIENT_SCOPE_LIFE));
    tokens.code(slot("other"), "x");
    assertThat(keys.cachedPatients()).isEqualTo(1);
  }

  @Test
  void a_key_is_the_same_after_it_left_the_cache() {
    String before = tokens.code(slot("p"), "x");
    now.set(START.plus(TokenKeys.PATIENT_SCOPE_LIFE));
    assertThat(tokens.code(slot("p"), "x")).isEqualTo(before);
  }

  private static Slot slot(String patient) {
    return new Slot(1, Scope.patient(patient), "Observation", "code");
  }
}
