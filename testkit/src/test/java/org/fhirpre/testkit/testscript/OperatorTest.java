// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorTest {

  @ParameterizedTest(name = "{0} of [{1}] and {2}: {3}")
  @CsvSource(
      delimiter = ';',
      value = {
        "equals; a; a; true",
        "equals; a|b; b; true",
        "equals; a; b; false",
        "equals; ''; a; false",
        "equals; 1.0; 1; true",
        "notEquals; a; b; true",
        "notEquals; a|b; b; false",
        "notEquals; ''; b; false",
        "in; 200; 200,204; true",
        "in; 404; 200, 204; false",
        "in; ''; 200,204; false",
        "notIn; 404; 200,204; true",
        "notIn; 204; 200, 204; false",
        "notIn; ''; 200; false",
        "greaterThan; 10; 9; true",
        "greaterThan; 9; 9; false",
        "greaterThan; 2024-02-01; 2024-01-31; true",
        "lessThan; 9; 10; true",
        "lessThan; 10; 10; false",
        "lessThan; ''; 10; false",
        "empty; ''; ''; true",
        "empty; a; ''; false",
        "notEmpty; a; ''; true",
        "notEmpty; ''; ''; false",
        "contains; abc; b; true",
        "contains; abc; d; false",
        "notContains; abc; d; true",
        "notContains; abc; b; false",
        "notContains; ''; b; false",
        "eval; true; ''; true",
        "eval; false; ''; false",
        "eval; true|true; ''; false"
      })
  void compares(String code, String actual, String expected, boolean holds) {
    List<String> values = actual.isEmpty() ? List.of() : Arrays.asList(actual.split("\\|", -1));
    assertThat(Operator.of(code).holds(values, expected)).isEqualTo(holds);
  }

  @Test
  void an_unknown_operator_is_an_error() {
    assertThatThrownBy(() -> Operator.of("like"))
        .isInstanceOf(ScriptError.class)
        .hasMessageContaining("like");
  }
}
