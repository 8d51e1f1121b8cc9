// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.fhirpre.consent.TestConsents.NOW;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.CodeSystems;
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

  /** Extensions that are declared as known. */
  static final Set<String> KNOWN =
      Set.of(KnownExtensions.LOCATION, KnownExtensions.ENVIRONMENT, KnownExtensions.DATA_SOURCE);

  static final String GROUP = "Group/g";
  private static final String OTHER_PATIENT = "Patient/q";
  private static final List<String> PURPOSES =
      List.of("TREAT", "TREAT", "ETREAT", "BTG", "ERTREAT", "HRESCH", "BIORCH");
  private static final ConsentMapper MAPPER =
      new ConsentMapper(new MapperConfig(ZoneOffset.UTC, Set.of(), KNOWN));

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

  static MappingOutcome outcome(Consent consent) {
    return MAPPER.map(consent, new TestDirectory(), NOW);
  }

  static Optional<NormalConsent> map(Consent consent) {
    return outcome(consent) instanceof MappingOutcome.Enforceable e
        ? Optional.of(e.consent())
        : Optional.empty();
  }

  static List<NormalConsent> mapped(List<Consent> consents) {
    return consents.stream().map(c -> map(c).orElseThrow()).toList();
  }

  /** One that the mapper may well refuse. */
  Consent consent() {
    String root = strange(20) ? "" : provision(0);
    Consent consent =
        switch (random.nextInt(4)) {
          case 0 -> TestConsents.based(strange(6) ? "OPTINR" : "OPTIN", root);
          case 1 -> TestConsents.based(strange(6) ? "OPTOUTE" : "OPTOUT", root);
          default -> TestConsents.typed(root);
        };
    if (strange(10)) {
      consent.getScope().getCodingFirstRep().setCode("research");
    }
    return consent;
  }

  /** Once in so many, and never where keys have to say everything. */
  private boolean strange(int times) {
    return content == Content.ANY && random.nextInt(times) == 0;
  }

  String provision(int depth) {
    List<String> members = new ArrayList<>(conditions());
    List<String> children = new ArrayList<>();
    while (depth < (strange(10) ? 4 : 3) && random.nextInt(3) == 0) {
      children.add(provision(depth + 1));
    }
    if (!children.isEmpty()) {
      members.add(TestConsents.nested(children.toArray(String[]::new)));
    }
    String[] all = members.toArray(String[]::new);
    if (strange(depth == 0 ? 5 : 30)) {
      return TestConsents.untyped(all);
    }
    return random.nextBoolean() ? TestConsents.permit(all) : TestConsents.deny(all);
  }

  List<String> conditions() {
    List<String> stated = new ArrayList<>();
    if (random.nextInt(2) == 0) {
      stated.add(
          strange(12)
              ? TestConsents.actorAs("CST", "Organization/o")
              : TestConsents.actor(strange(4) ? GROUP : pick(READERS)));
    }
    if (random.nextInt(3) == 0) {
      stated.add(TestConsents.label(pick(labels())));
    }
    if (random.nextInt(4) == 0) {
      stated.add(TestConsents.classes(types().toArray(String[]::new)));
    }
    if (content == Content.ANY) {
      policy(stated);
    }
    return stated;
  }

  /** What keys cannot say. */
  private void policy(List<String> stated) {
    if (random.nextInt(4) == 0) {
      stated.add(
          random.nextInt(3) == 0
              ? TestConsents.purpose(pick(PURPOSES), pick(PURPOSES))
              : TestConsents.purpose(pick(PURPOSES)));
    }
    if (random.nextInt(6) == 0) {
      stated.add(
          TestConsents.dataPeriod(
              pick(List.of("2022", "2022-03")), pick(List.of("2022", "2022-06", "2023-05"))));
    }
    if (random.nextInt(6) == 0) {
      stated.add(TestConsents.period("2026-01-01", pick(List.of("2026-02-01", "2026-12-31"))));
    }
    if (random.nextInt(10) == 0) {
      stated.add(TestConsents.code(pick(List.of("8867-4", "718-7"))));
    }
    if (random.nextInt(8) == 0) {
      stated.add(data());
    }
    if (random.nextInt(8) == 0) {
      stated.add(TestConsents.action(pick(List.of("access", "disclose", "collect", "correct"))));
    }
    if (random.nextInt(8) == 0) {
      stated.add(extension());
    }
  }

  private String data() {
    return switch (random.nextInt(3)) {
      case 0 -> TestConsents.data("instance", pick(List.of("Observation/o", "Condition/o")));
      case 1 -> TestConsents.data("related", pick(List.of("Encounter/e", "Observation/o")));
      default -> TestConsents.data("authoredby", TestConsents.Y);
    };
  }

  private String extension() {
    String value =
        switch (random.nextInt(8)) {
          case 0, 1 -> "Location\",\"valueReference\":{\"reference\":\"Location/ca\"}";
          case 2, 3 ->
              "Environment\",\"valueCodeableConcept\":{\"coding\":["
                  + TestConsents.coding("urn:env", "app")
                  + "]}";
          case 4, 5, 6 -> "DataSource\",\"valueUri\":\"urn:source\"";
          default -> "Unknown\",\"valueString\":\"x\"";
        };
    String of = "https://g.co/fhir/medicalrecords/";
    String url =
        value.startsWith("Location") ? KnownExtensions.LOCATION + value.substring(8) : of + value;
    return "\"extension\":[{\"url\":\"" + url + "}]";
  }

  private List<String> labels() {
    List<String> labels = new ArrayList<>(SENSITIVITIES);
    if (content == Content.ANY) {
      labels.addAll(List.of("M", "N", "R", "V"));
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
    return new ResourceAttributes(
        pick(List.of("Observation", "Condition")),
        "o",
        Set.of(TestConsents.PATIENT),
        labels,
        effective(),
        some(TestConsents.Y),
        some("Encounter/e"),
        some(new Label(CodeSystems.LOINC, "8867-4")),
        some("urn:source").stream().findFirst());
  }

  /** One that may name two patients. */
  ResourceAttributes shared(ResourceAttributes resource) {
    Set<String> patients = new HashSet<>(resource.patients());
    if (random.nextInt(4) == 0) {
      patients.add(OTHER_PATIENT);
    }
    return new ResourceAttributes(
        resource.type(),
        resource.id(),
        patients,
        resource.labels(),
        resource.effective(),
        resource.authors(),
        resource.references(),
        resource.codes(),
        resource.source());
  }

  static ResourceAttributes relabelled(ResourceAttributes resource, Labels labels) {
    return new ResourceAttributes(
        resource.type(),
        resource.id(),
        resource.patients(),
        labels,
        resource.effective(),
        resource.authors(),
        resource.references(),
        resource.codes(),
        resource.source());
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

  private <T> Set<T> some(T value) {
    return random.nextInt(2) == 0 ? Set.of(value) : Set.of();
  }

  private Optional<Range> effective() {
    return switch (random.nextInt(3)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(Range.of(pick(List.of("2022-05", "2022")), ZoneOffset.UTC));
      default -> Optional.of(Range.of("2023-05", ZoneOffset.UTC));
    };
  }

  /** A reading one. */
  AccessRequest request() {
    return request(Action.ACCESS);
  }

  /** To read or to write. */
  AccessRequest anyRequest() {
    return request(random.nextInt(3) == 0 ? pick(List.of(Action.values())) : Action.ACCESS);
  }

  private AccessRequest request(Action action) {
    Set<Label> purposes = new HashSet<>();
    while (random.nextInt(5) > purposes.size() * 3) {
      purposes.add(Scene.purpose(pick(PURPOSES)));
    }
    return new AccessRequest(
        pick(READERS),
        some(random.nextInt(9) == 0 ? OTHER_PATIENT : GROUP),
        purposes,
        action,
        some(new Label("urn:env", pick(List.of("app", "web")))),
        some(pick(List.of("Location/ca", "Location/ny"))));
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
