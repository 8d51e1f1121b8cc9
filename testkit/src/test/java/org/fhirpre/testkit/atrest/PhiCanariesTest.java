// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.fhirpre.testkit.SampleBundle;
import org.fhirpre.testkit.SampleData;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;

class PhiCanariesTest {

  private static final FhirContext R4 = FhirContext.forR4();

  @Test
  void takes_what_identifies_a_patient_and_finds_all_of_it_in_the_bundle() {
    SampleData synthea = SampleData.synthea();
    assumeTrue(synthea.available(), synthea.description());
    SampleBundle patient = synthea.bundle("p01");
    List<Canary> canaries = PhiCanaries.of(patient.parse(R4));
    System.out.println(patient + ": " + canaries.size() + " canaries");
    assertThat(canaries)
        .extracting(Canary::element)
        .contains(
            "Patient.name.family",
            "Patient.identifier.value",
            "Patient.birthDate",
            "Patient.address.line",
            "Patient.telecom.value",
            "Condition.code.text",
            "DocumentReference.content.attachment.data");
    ScanReport report = AtRestScanner.of(canaries).lines("json", List.of(patient.json())).report();
    assertThat(report.notFound()).isEmpty();
  }

  @Test
  void leaves_out_ids_short_values_and_what_is_readable_elsewhere() {
    Bundle bundle =
        R4.newJsonParser()
            .parseResource(
                Bundle.class,
                """
                {"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient",
                 "id":"b2b39219","identifier":[{"value":"b2b39219"},{"value":"999-12-3456"}],
                 "name":[{"family":"Li","given":["Arlen68","Maximilian"]}],"birthDate":"1990"}}]}
                """);
    assertThat(PhiCanaries.notIn(bundle, "{\"given\":[\"Arlen68\"]}"))
        .extracting(Canary::value)
        .containsExactly("Maximilian", "999-12-3456");
  }
}
