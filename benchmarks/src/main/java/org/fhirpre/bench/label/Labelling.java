// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.label;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.fhirpre.terminology.CodeListLabeler;
import org.fhirpre.terminology.CodeLists;
import org.fhirpre.terminology.LabelContext;
import org.fhirpre.terminology.LabelPolicy;
import org.fhirpre.terminology.Labels;
import org.fhirpre.terminology.SecurityLabeler;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Labelling one parsed resource: of each type the synthetic sample record of median size. */
@State(Scope.Benchmark)
public class Labelling {

  @Param({
    "Patient",
    "Condition",
    "Encounter",
    "Observation",
    "MedicationRequest",
    "DiagnosticReport",
    "Claim",
    "ExplanationOfBenefit"
  })
  public String type = "";

  private final SecurityLabeler labeler =
      new CodeListLabeler(CodeLists.withDemo(), LabelPolicy.DEFAULT);
  private Resource record = new Bundle();

  @Setup
  public void parse() throws IOException {
    try (InputStream in = Labelling.class.getResourceAsStream("records.json")) {
      String json =
          new String(Optional.ofNullable(in).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
      List<Bundle.BundleEntryComponent> entries =
          FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, json).getEntry();
      record =
          entries.stream()
              .map(Bundle.BundleEntryComponent::getResource)
              .filter(resource -> resource.fhirType().equals(type))
              .findFirst()
              .orElseThrow();
    }
  }

  @Benchmark
  public Labels label() {
    return labeler.label(record, LabelContext.none());
  }
}
