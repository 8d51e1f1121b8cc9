// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

class BudgetTest {

  @Test
  void adds_what_the_formula_says() {
    Map<String, Double> times =
        Map.of("fixedBase", 1.0, "secret", 10.0, "joint", 100.0, "sign", 1e3, "verify", 1e4);
    assertThat(Budget.GRANT_VERIFY.formula()).isEqualTo("P + J + 2Vf");
    assertThat(Budget.GRANT_VERIFY.of(times)).isEqualTo(20_110.0);
    assertThat(Budget.DELEGATE.formula()).isEqualTo("2F + 2P + Sg");
    assertThat(Budget.DELEGATE.of(times)).isEqualTo(1022.0);
  }

  @Test
  void every_operation_has_a_budget_and_every_budget_an_operation() {
    List<String> measured =
        Arrays.stream(Operations.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Benchmark.class))
            .map(method -> method.getName())
            .toList();
    assertThat(Arrays.stream(Budget.values()).map(Budget::operation))
        .containsExactlyInAnyOrderElementsOf(measured);
  }

  @Test
  void every_operation_runs() {
    Operations operations = new Operations();
    assertThat(operations.capsuleCheck()).isNotNull();
    assertThat(operations.grantVerify()).isNotNull();
    assertThat(operations.transform()).isNotNull();
    assertThat(operations.pathVerify()).isNotNull();
    try (var opened = operations.open();
        var own = operations.decapsulateOriginal();
        var sealed = operations.encapsulate();
        var unwound = operations.unwind()) {
      assertThat(List.of(opened, own, sealed, unwound)).doesNotContainNull();
    }
  }
}
