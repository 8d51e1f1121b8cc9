// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.atrest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fhirpre.server.demo.DemoSubjects;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.fhirpre.testkit.SampleBundle;
import org.fhirpre.testkit.SampleData;
import org.fhirpre.testkit.atrest.Canary;
import org.fhirpre.testkit.atrest.PhiCanaries;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/** Synthetic patients with whole lives, the smaller ones; the demo's three where there are none. */
record Samples(List<SampleBundle> foundations, List<SampleBundle> patients) {
  private static final List<String> CHOSEN = List.of("p08", "p09", "p06", "p11", "p02", "p04");
  private static final Path DEMO = Path.of("src", "main", "demo-data");

  static Samples find() {
    SampleData synthea = SampleData.synthea();
    if (synthea.available()) {
      return new Samples(
          synthea.foundations(), synthea.patients().stream().filter(Samples::isChosen).toList());
    }
    System.out.println("AT-REST SCAN ON THE DEMO'S PATIENTS ONLY: " + synthea.description());
    SampleData demo = SampleData.folder(DEMO);
    return new Samples(demo.foundations(), demo.patients());
  }

  private static boolean isChosen(SampleBundle bundle) {
    return CHOSEN.stream().anyMatch(bundle.name()::startsWith);
  }

  /** Names, identifiers, diagnoses and notes, each once. */
  List<Canary> canaries() {
    List<Bundle> bundles = patients.stream().map(Samples::parsed).toList();
    String readable = readable(bundles);
    Map<String, Canary> byValue =
        bundles.stream()
            .flatMap(bundle -> PhiCanaries.notIn(bundle, readable).stream())
            .collect(Collectors.toMap(Canary::value, canary -> canary, (a, b) -> a));
    return List.copyOf(byValue.values());
  }

  /** The first patient of all. */
  Patient first() {
    return (Patient) parsed(patients.get(0)).getEntryFirstRep().getResource();
  }

  private String readable(List<Bundle> bundles) {
    List<String> texts = new ArrayList<>(foundations.stream().map(SampleBundle::json).toList());
    texts.add(DemoSubjects.PATIENT); // stands in the demo's list of clients
    bundles.stream()
        .flatMap(bundle -> bundle.getEntry().stream())
        .map(BundleEntryComponent::getRequest)
        .filter(request -> request.getMethod() == HTTPVerb.PUT)
        .forEach(request -> texts.add(request.getUrl())); // Synthea's identifiers repeat this id
    bundles.stream()
        .flatMap(bundle -> bundle.getEntry().stream())
        .map(BundleEntryComponent::getResource)
        .filter(Samples::isClear)
        .forEach(
            resource -> texts.add(Fixtures.R4.newJsonParser().encodeResourceToString(resource)));
    return String.join("\n", texts);
  }

  private static boolean isClear(Resource resource) {
    return ResourceTypes.find(resource.fhirType())
        .filter(row -> row.protection() == Protection.CLEAR)
        .isPresent();
  }

  private static Bundle parsed(SampleBundle bundle) {
    return bundle.parse(Fixtures.R4);
  }
}
