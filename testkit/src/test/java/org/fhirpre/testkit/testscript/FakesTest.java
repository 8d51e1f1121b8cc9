// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
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

  @ParameterizedTest
  @MethodSource("types")
  void every_type_reads_back_as_somebodys(String type) {
    Content fake = Content.of(Fakes.json(type, Optional.of("Patient/1")));
    assertThat(fake.resource()).isPresent();
  }

  @Test
  void what_can_belong_to_a_patient_does() {
    assertThat(Fakes.json("Observation", Optional.of("Patient/1")))
        .contains("\"subject\":{\"reference\":\"Patient/1\"}");
    assertThat(Fakes.json("AllergyIntolerance", Optional.of("Patient/1")))
        .isEqualTo(
            "{\"resourceType\":\"AllergyIntolerance\","
                + "\"patient\":{\"reference\":\"Patient/1\"}}");
    assertThat(Fakes.json("Organization", Optional.of("Patient/1"))).doesNotContain("Patient/1");
  }
}
