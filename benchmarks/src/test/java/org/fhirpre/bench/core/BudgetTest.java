// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

class BudgetTest {

  private static List<Method> measured(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class))
        .toList();
  }

  @Test
  void a_formula_adds_up_its_steps() {
    Map<String, Double> steps = Map.of("F", 1.0, "P", 10.0, "Sg", 100.0);
    assertThat(new Formula("2F + P + Sg").of(steps)).isEqualTo(112);
    assertThat(new Formula("200P").of(steps)).isEqualTo(2000);
    assertThat(new Formula("F + V").of(steps)).isNaN();
    assertThatThrownBy(() -> new Formula("2F+P").of(steps))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void every_operation_has_a_budget_and_every_budget_an_operation() {
    List<String> methods =
        Stream.of(Operations.class, ChainOperations.class)
            .flatMap(type -> measured(type).stream())
            .map(Method::getName)
            .toList();
    assertThat(Arrays.stream(Budget.values()).map(Budget::operation))
        .containsExactlyInAnyOrderElementsOf(methods);
  }

  @Test
  void every_budget_counts_in_steps_that_are_measured() {
    List<String> steps = measured(Primitives.class).stream().map(Method::getName).toList();
    Map<String, Double> times =
        Stream.concat(steps.stream(), Stream.of("P"))
            .collect(java.util.stream.Collectors.toMap(step -> step, step -> 1.0));
    for (Variant variant : Variant.all()) {
      for (Budget budget : Budget.values()) {
        if (!variant.isPlain() || budget.dependsOnSetting()) {
          assertThat(budget.formula(variant).of(times)).isPositive();
        }
      }
    }
  }

  @Test
  void every_operation_runs() throws ReflectiveOperationException {
    for (Object state : List.of(new Operations(), new ChainOperations(), new Primitives())) {
      for (Method method : measured(state.getClass())) {
        assertThat(method.invoke(state)).as(method.getName()).isNotNull();
      }
    }
  }

  @Test
  void both_libraries_agree_with_themselves() {
    for (String backend : List.of("BOUNCY_CASTLE", "LIBSECP256K1")) {
      assertThat(CurveLibrary.of(backend).verify()).isEqualTo(true);
    }
  }
}
