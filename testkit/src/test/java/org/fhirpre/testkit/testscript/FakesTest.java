// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FakesTest {

  static Stream<String> types() {
    return Content.R4.getResourceTypes().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("types")
  void every_type_has_one_that_reads_back(String type) {
    Content fake = Content.of(Fakes.json(type));
    assertThat(fake.resourceType()).contains(type);
    assertThat(fake.resource()).isPresent();
  }

  @Test
  void mandatory_elements_are_there_and_nothing_else() {
    assertThat(Fakes.json("Observation"))
        .isEqualTo(
            "{\"resourceType\":\"Observation\",\"status\":\"registered\","
                + "\"code\":{\"text\":\"fake\"}}");
    assertThatThrownBy(() -> Fakes.json("Nonsense")).isInstanceOf(ScriptError.class);
  }
}
