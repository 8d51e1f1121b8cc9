// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanariesTest {

  private static final FhirContext R4 = FhirContext.forR4();
  private static final Set<String> WRAPPERS = Set.of("Bundle", "Parameters");

  private final Canaries canaries =
      new Canaries(R4, 1).reference("Patient", "Patient/p1").reference("Encounter", "Encounter/e1");

  static List<String> types() {
    return R4.getResourceTypes().stream()
        .filter(type -> !WRAPPERS.contains(type))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("types")
  void every_canary_stands_in_the_json_of_its_resource(String type) {
    FilledResource filled = canaries.fill(type);
    String json = R4.newJsonParser().encodeResourceToString(filled.resource());
    assertThat(filled.canaries()).hasSizeGreaterThan(5);
    assertThat(filled.canaries())
        .allSatisfy(canary -> assertThat(json).as(canary.element()).contains(canary.value()));
    R4.newJsonParser().setParserErrorHandler(new StrictErrorHandler()).parseResource(json);
  }

  @Test
  void every_element_of_the_model_is_there() {
    Observation observation = (Observation) canaries.fill("Observation").resource();
    List<String> empty =
        observation.children().stream()
            .filter(child -> !child.hasValues())
            .map(child -> child.getName())
            .toList();
    assertThat(empty).containsExactly("id");
  }

  @Test
  void no_value_is_used_twice() {
    List<String> values =
        types().stream()
            .flatMap(type -> canaries.fill(type).canaries().stream())
            .map(Canary::value)
            .toList();
    assertThat(new HashSet<>(values)).hasSameSizeAs(values);
  }

  @Test
  void every_type_of_a_choice_appears_in_one_of_the_variants() {
    Set<String> chosen =
        canaries.fillEveryChoice("Observation").stream()
            .map(filled -> ((Observation) filled.resource()).getValue().fhirType())
            .collect(Collectors.toSet());
    assertThat(chosen).hasSize(11);
  }

  @Test
  void references_are_literal_where_a_target_was_given_and_logical_elsewhere() {
    Observation observation = (Observation) canaries.fill("Observation").resource();
    assertThat(observation.getSubject().getReference()).isEqualTo("Patient/p1");
    assertThat(observation.getEncounter().getReference()).isEqualTo("Encounter/e1");
    assertThat(observation.getDevice().hasReference()).isFalse();
    assertThat(observation.getDevice().getIdentifier().getValue()).hasSize(12);
  }

  @Test
  void a_patient_refers_to_no_other_patient() {
    Patient patient = (Patient) canaries.fill("Patient").resource();
    assertThat(patient.getLinkFirstRep().getOther().hasReference()).isFalse();
  }

  @Test
  void fixed_and_left_out_elements_are_no_canaries() {
    FilledResource filled =
        canaries.fixed("Binary.contentType", "text/plain").without("Binary.meta").fill("Binary");
    assertThat(filled.canaries())
        .extracting(Canary::element)
        .contains("Binary.data")
        .noneMatch(element -> element.startsWith("Binary.meta"))
        .doesNotContain("Binary.contentType");
  }

  @Test
  void the_same_seed_gives_the_same_values() {
    assertThat(new Canaries(R4, 7).fill("Condition").canaries())
        .isEqualTo(new Canaries(R4, 7).fill("Condition").canaries());
  }
}
