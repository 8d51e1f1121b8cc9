// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.atrest;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.fhirpre.testkit.atrest.Canaries;
import org.fhirpre.testkit.atrest.Canary;
import org.fhirpre.testkit.atrest.FilledResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;

/**
 * Resources in which every element has a canary, and words for the requests. Reproducible from the
 * seed, except for the ids, which are random.
 */
final class Fixtures {
  static final FhirContext R4 = FhirContext.forR4Cached();
  private static final int WORD_LETTERS = 12;

  private final Canaries canaries;
  private final Random random;
  private final List<FilledResource> stored = new ArrayList<>();
  private final Map<String, FilledResource> passing = new LinkedHashMap<>();
  private final Map<String, Canary> words = new LinkedHashMap<>();
  private final String patient = UUID.randomUUID().toString();
  private final String newborn = "urn:uuid:" + UUID.randomUUID();
  private final Resource person;
  private final List<Resource> oneOfEachType;
  private final List<Resource> transaction;

  Fixtures(long seed) {
    this.random = new Random(~seed);
    this.canaries = adjusted(new Canaries(R4, seed)).reference("Patient", "Patient/" + patient);
    this.person = stored("Patient");
    person.setId(patient);
    this.oneOfEachType = types().stream().map(this::stored).toList();
    canaries.reference("Patient", newborn);
    this.transaction =
        List.of(stored("Patient"), stored("Observation"), stored("Condition"), stored("Procedure"));
    canaries.reference("Patient", "Patient/" + patient);
  }

  /** What the server must find in a resource to take it at all. */
  private static Canaries adjusted(Canaries canaries) {
    return canaries
        .fixed("Binary.contentType", "text/plain")
        .fixed("Bundle.type", "collection")
        .fixed("Subscription.status", "requested")
        .without("Subscription.criteria")
        .without("Subscription.channel.payload");
  }

  /** Every type that is not stored readable, also those that are only when they name a patient. */
  private static List<String> types() {
    return R4.getResourceTypes().stream()
        .filter(type -> !type.equals("Patient"))
        .filter(
            type ->
                ResourceTypes.find(type)
                    .filter(
                        row -> row.protection() != Protection.CLEAR || row.classGroup().isPresent())
                    .isPresent())
        .sorted()
        .toList();
  }

  private Resource stored(String type) {
    FilledResource filled = canaries.fill(type);
    stored.add(filled);
    Resource resource = filled.resource();
    if (resource instanceof Subscription subscription) {
      subscription.setCriteria("Observation?code=" + word("subscription criteria"));
    }
    if (resource instanceof Bundle bundle) {
      bundle.addEntry().setResource(stored("Observation")); // belongs to whom its entries name
    }
    return resource;
  }

  /** The patient to whom all of {@link #oneOfEachType} belongs. */
  Resource patient() {
    return person;
  }

  String patientId() {
    return patient;
  }

  /** One of each sealed type except Patient. */
  List<Resource> oneOfEachType() {
    return oneOfEachType;
  }

  /** A patient and records that refer to it; its full URL is {@link #newborn}. */
  List<Resource> transaction() {
    return transaction;
  }

  String newborn() {
    return newborn;
  }

  /** A further resource that the server gets but must not keep; the same for the same use. */
  Resource passing(String use, String type) {
    return passing.computeIfAbsent(use, u -> canaries.fill(type)).resource();
  }

  /** A word for a request: what a user would type into a search; the same for the same use. */
  String word(String use) {
    return words
        .computeIfAbsent(use, u -> new Canary("request: " + u, Canary.Kind.WORD, letters()))
        .value();
  }

  private String letters() {
    StringBuilder letters = new StringBuilder(WORD_LETTERS);
    for (int i = 0; i < WORD_LETTERS; i++) {
      letters.append((char) ('A' + random.nextInt(26)));
    }
    return letters.toString();
  }

  /** Everything that was filled so far and meant to be stored. */
  List<FilledResource> filled() {
    return List.copyOf(stored);
  }

  /** Values of what is stored. */
  List<Canary> storedCanaries() {
    List<Canary> all = new ArrayList<>();
    all.add(new Canary("Patient.id", Canary.Kind.TEXT, patient));
    stored.forEach(filled -> all.addAll(filled.canaries()));
    return all;
  }

  /** Values of what only passes through: refused writes, validation, search values. */
  List<Canary> passingCanaries() {
    List<Canary> all = new ArrayList<>(words.values());
    passing.forEach((use, filled) -> filled.canaries().forEach(c -> all.add(of(use, c))));
    return all;
  }

  /** So that an allow-list can tell it from the same element of something that is stored. */
  private static Canary of(String use, Canary canary) {
    return new Canary(use + ": " + canary.element(), canary.kind(), canary.value());
  }
}
