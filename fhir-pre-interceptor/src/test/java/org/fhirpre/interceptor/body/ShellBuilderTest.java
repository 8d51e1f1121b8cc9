// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.util.stream.Stream;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.fhirpre.terminology.TypeRow;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShellBuilderTest {
  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private final ShellBuilder shells = new ShellBuilder(FHIR);
  private final IParser strict =
      FHIR.newJsonParser().setParserErrorHandler(new StrictErrorHandler());

  static Stream<String> sealedTypes() {
    return ResourceTypes.all().stream()
        .filter(row -> row.protectionNamingPatient() == Protection.PATIENT_SEALED)
        .map(TypeRow::type);
  }

  @ParameterizedTest
  @MethodSource("sealedTypes")
  void every_mandatory_element_is_there_and_the_shell_parses_strictly(String type) {
    Resource full = (Resource) FHIR.getResourceDefinition(type).newInstance();
    Resource shell = shells.of(full);
    String json = FHIR.newJsonParser().encodeResourceToString(shell);
    IBaseResource parsed = strict.parseResource(json);
    for (BaseRuntimeChildDefinition child : FHIR.getResourceDefinition(type).getChildren()) {
      if (child.getMin() > 0) {
        assertThat(child.getAccessor().getValues(parsed)).as(child.getElementName()).isNotEmpty();
      }
    }
  }

  @Test
  void status_codes_and_people_stay_and_everything_else_goes() {
    Resource full =
        (Resource)
            strict.parseResource(
                "{\"resourceType\":\"MedicationRequest\",\"id\":\"1\",\"status\":\"active\",\"intent\":"
                    + "\"order\",\"medicationReference\":{\"reference\":\"Medication/DRUG\"},"
                    + "\"subject\":{\"reference\":\"Patient/1\",\"display\":\"NAME\"},"
                    + "\"requester\":{\"reference\":\"Practitioner/2\"},"
                    + "\"reasonReference\":[{\"reference\":\"Condition/REASON\"}],"
                    + "\"note\":[{\"text\":\"NOTE\"}]}");
    String json = FHIR.newJsonParser().encodeResourceToString(shells.of(full));
    assertThat(json)
        .contains("\"active\"", "\"order\"", "Patient/1", "Practitioner/2", "masked")
        .doesNotContain("DRUG")
        .doesNotContain("NAME")
        .doesNotContain("REASON")
        .doesNotContain("NOTE");
  }
}
