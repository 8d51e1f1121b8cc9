// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.fhirpre.server.demo.DemoSubjects;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Records;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.fhirpre.testkit.atrest.Canaries;
import org.fhirpre.testkit.atrest.FilledResource;
import org.hl7.fhir.r4.model.Resource;

/**
 * Of every type that is stored encrypted, resources in which every element has a value, so that no
 * search parameter is without one; normal and sensitive ones, of two patients.
 */
final class FilledRecords {
  /** Of what the server refuses to take when everything in it is made up. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "AuditEvent",
          "Binary",
          "Bundle",
          "Consent",
          "Contract",
          "EnrollmentResponse",
          "GuidanceResponse",
          "Linkage",
          "Patient",
          "PaymentNotice",
          "Subscription");

  /** The label of those that are sensitive, whatever is in them. */
  static final String LABEL = "HIV";

  private static final int BUNDLE = 60;
  private static final int VARIANTS = 2;
  private static final FhirContext R4 = FhirContext.forR4Cached();

  private final Random random;
  private final Resource drug;
  private final List<Resource> made = new ArrayList<>();

  FilledRecords(long seed) {
    this.random = new Random(seed);
    this.drug = named(canaries().fill("Medication").resource());
  }

  List<String> bundles() {
    List<Resource> patients = List.of(person(), person());
    made.add(drug);
    made.addAll(patients);
    for (Resource patient : patients) {
      String reference = "Patient/" + patient.getIdElement().getIdPart();
      types().forEach(type -> add(type, canaries().reference("Patient", reference)));
    }
    List<String> bundles = new ArrayList<>();
    for (int first = 0; first < made.size(); first += BUNDLE) {
      List<Resource> some = made.subList(first, Math.min(made.size(), first + BUNDLE));
      bundles.add(Party.json(Records.transaction(some.toArray(Resource[]::new))));
    }
    return bundles;
  }

  /** One a type, so that types have days in common, but no words. */
  private Canaries canaries() {
    return new Canaries(R4, random.nextLong())
        .without("*.meta")
        .reference("Practitioner", DemoSubjects.PRACTITIONER)
        .reference("Organization", DemoSubjects.HOSPITAL);
  }

  private Resource person() {
    return named(canaries().fill("Patient").resource());
  }

  /** Some choices of an element in normal resources, the last of them also in a sensitive one. */
  private void add(String type, Canaries canaries) {
    canaries.reference("Medication", "Medication/" + drug.getIdElement().getIdPart());
    some(type, canaries).forEach(normal -> made.add(named(normal)));
    List<Resource> others = some(type, canaries);
    made.add(Records.labelled(named(others.get(others.size() - 1)), LABEL));
  }

  private static List<Resource> some(String type, Canaries canaries) {
    return canaries.fillEveryChoice(type).stream()
        .map(FilledResource::resource)
        .limit(VARIANTS)
        .toList();
  }

  private Resource named(Resource resource) {
    resource.setId(new UUID(random.nextLong(), random.nextLong()).toString());
    resource.getMeta().addTag("http://canary.invalid/tags", "tag" + random.nextInt(4), null);
    resource.getMeta().addProfile("http://canary.invalid/profile" + random.nextInt(3));
    return resource;
  }

  private static List<String> types() {
    return R4.getResourceTypes().stream()
        .filter(type -> !LEFT_OUT.contains(type))
        .filter(
            type ->
                ResourceTypes.find(type)
                    .filter(
                        row -> row.protection() != Protection.CLEAR || row.classGroup().isPresent())
                    .isPresent())
        .sorted()
        .toList();
  }
}
