// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.fhirpre.consent.TestConsents.NOW;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Labels;
import org.fhirpre.terminology.ResourceTypes;
import org.hl7.fhir.r4.model.Consent;

/** Random Consents, requests and resources from few values, so that they meet often. */
final class RandomConsents {
  static final List<String> READERS = List.of(TestConsents.X, TestConsents.Y);
  static final List<String> SENSITIVITIES = List.of("PSY", "HIV", "SUD", "OPIOIDUD");
  private static final ConsentMapper MAPPER = new ConsentMapper(MapperConfig.defaults());

  /** What provisions state: anything, or only what keys can enforce without remainder. */
  enum Content {
    ANY,
    KEYED
  }

  private final Random random;
  private final Content content;

  RandomConsents(Random random, Content content) {
    this.random = random;
    this.content = content;
  }

  /** Seed of this run, printed; repeat one with {@code -Dfhirpre.seed=}. */
  static long seed(String law) {
    long seed = Long.getLong("fhirpre.seed", System.nanoTime());
    System.out.printf("%s: seed %d%n", law, seed);
    return seed;
  }

  /** Up to four Consents that the mapper understands. */
  List<Consent> consents() {
    List<Consent> understood = new ArrayList<>();
    int wanted = 1 + random.nextInt(3);
    while (understood.size() < wanted) {
      Consent consent = consent();
      if (map(consent).isPresent()) {
        understood.add(TestConsents.named(consent, "c" + understood.size()));
      }
    }
    return understood;
  }

  static Optional<NormalConsent> map(Consent consent) {
    return MAPPER.map(consent, new TestDirectory(), NOW) instanceof MappingOutcome.Enforceable e
        ? Optional.of(e.consent())
        : Optional.empty();
  }

  static List<NormalConsent> mapped(List<Consent> consents) {
    return consents.stream().map(c -> map(c).orElseThrow()).toList();
  }

  Consent consent() {
    String root = provision(0);
    return switch (random.nextInt(4)) {
      case 0 -> TestConsents.based("OPTIN", root);
      case 1 -> TestConsents.based("OPTOUT", root);
      default -> TestConsents.typed(root);
    };
  }

  String provision(int depth) {
    List<String> members = new ArrayList<>(conditions());
    List<String> children = new ArrayList<>();
    while (depth < 3 && random.nextInt(3) == 0) {
      children.add(provision(depth + 1));
    }
    if (!children.isEmpty()) {
      members.add(TestConsents.nested(children.toArray(String[]::new)));
    }
    String[] all = members.toArray(String[]::new);
    return random.nextBoolean() ? TestConsents.permit(all) : TestConsents.deny(all);
  }

  List<String> conditions() {
    List<String> stated = new ArrayList<>();
    if (random.nextInt(2) == 0) {
      stated.add(TestConsents.actor(pick(READERS)));
    }
    if (random.nextInt(3) == 0) {
      stated.add(TestConsents.label(pick(labels())));
    }
    if (random.nextInt(4) == 0) {
      stated.add(TestConsents.classes(types().toArray(String[]::new)));
    }
    if (content == Content.ANY && random.nextInt(4) == 0) {
      stated.add(TestConsents.purpose(pick(List.of("TREAT", "ETREAT", "HRESCH"))));
    }
    if (content == Content.ANY && random.nextInt(6) == 0) {
      stated.add(TestConsents.dataPeriod("2022", "2022"));
    }
    if (content == Content.ANY && random.nextInt(6) == 0) {
      stated.add(TestConsents.period("2026-01-01", pick(List.of("2026-02-01", "2026-12-31"))));
    }
    return stated;
  }

  private List<String> labels() {
    List<String> labels = new ArrayList<>(SENSITIVITIES);
    if (content == Content.ANY) {
      labels.addAll(List.of("N", "R", "V"));
    }
    return labels;
  }

  private Set<String> types() {
    return content == Content.ANY
        ? Set.of(pick(List.of("Observation", "Condition")))
        : ResourceTypes.in(pick(List.of(ClassGroup.CLINICAL, ClassGroup.DIAGNOSTICS)));
  }

  Labels resourceLabels() {
    List<Label> sensitivities = new ArrayList<>();
    while (random.nextInt(2) == 0) {
      sensitivities.add(Facet.of(pick(SENSITIVITIES)).label());
    }
    return Labels.of(pick(List.of(Confidentiality.values())), sensitivities);
  }

  ResourceAttributes resource(Labels labels) {
    return resource(pick(List.of("Observation", "Condition")), labels, effective());
  }

  static ResourceAttributes resource(String type, Labels labels, Optional<Range> effective) {
    return new ResourceAttributes(
        type,
        "o",
        Set.of(TestConsents.PATIENT),
        labels,
        effective,
        Set.of(),
        Set.of(),
        Set.of(),
        Optional.empty());
  }

  private Optional<Range> effective() {
    return switch (random.nextInt(3)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(Range.of("2022-05", ZoneOffset.UTC));
      default -> Optional.of(Range.of("2023-05", ZoneOffset.UTC));
    };
  }

  AccessRequest request() {
    Set<Label> purposes =
        random.nextInt(5) == 0
            ? Set.of()
            : Set.of(Scene.purpose(pick(List.of("TREAT", "ETREAT", "HRESCH"))));
    return new AccessRequest(pick(READERS), Set.of(), purposes, Action.ACCESS, Set.of());
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
