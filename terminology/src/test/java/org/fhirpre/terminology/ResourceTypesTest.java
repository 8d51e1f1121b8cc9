// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceTypesTest {
  private static final FhirContext FHIR = FhirContext.forR4Cached();

  @Test
  void every_type_of_the_patient_compartment_is_listed_and_none_of_them_is_always_clear() {
    Set<String> compartment = new TreeSet<>();
    for (String type : FHIR.getResourceTypes()) {
      RuntimeResourceDefinition definition = FHIR.getResourceDefinition(type);
      if (!definition.getSearchParamsForCompartmentName("Patient").isEmpty()) {
        compartment.add(type);
      }
    }
    compartment.add("Patient");
    for (String type : compartment) {
      TypeRow row = ResourceTypes.find(type).orElseThrow(() -> new AssertionError(type));
      assertThat(row.protectionNamingPatient()).as(type).isNotEqualTo(Protection.CLEAR);
    }
    System.out.printf("patient compartment: %d types listed%n", compartment.size());
    assertThat(compartment).hasSizeGreaterThan(60);
  }

  @Test
  void every_listed_type_is_a_type_of_r4() {
    for (TypeRow row : ResourceTypes.all()) {
      assertThat(ResourceType.valueOf(row.type()).name()).isEqualTo(row.type());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DEMOGRAPHICS, 3, 1",
    "CLINICAL, 21, 2",
    "MEDICATION, 7, 0",
    "DIAGNOSTICS, 6, 0",
    "DOCUMENTS, 4, 3",
    "FINANCIAL, 10, 2",
    "OTHER, 12, 0"
  })
  void class_groups_partition_the_compartment_and_take_what_belongs_to_patients_besides(
      ClassGroup group, int inCompartment, int besides) {
    assertThat(ResourceTypes.in(group)).hasSize(inCompartment + besides);
  }

  @Test
  void a_group_is_clear_until_it_names_a_patient() {
    TypeRow group = ResourceTypes.find("Group").orElseThrow();
    assertThat(group.protection()).isEqualTo(Protection.CLEAR);
    assertThat(group.protectionNamingPatient()).isEqualTo(Protection.PATIENT_SEALED);
    assertThat(group.classGroup()).contains(ClassGroup.OTHER);
  }

  @Test
  void the_server_must_understand_consents_and_audit() {
    for (String type : Set.of("Consent", "AuditEvent", "Provenance", "Task", "Subscription")) {
      TypeRow row = ResourceTypes.find(type).orElseThrow();
      assertThat(row.protectionNamingPatient()).as(type).isEqualTo(Protection.SERVER_SEALED);
      assertThat(row.classGroup()).isEmpty();
    }
  }

  @Test
  void directory_resources_stay_clear_and_other_types_are_not_listed() {
    assertThat(ResourceTypes.find("Practitioner").orElseThrow().protectionNamingPatient())
        .isEqualTo(Protection.CLEAR);
    assertThat(ResourceTypes.find("ResearchStudy")).isEmpty();
  }
}
