// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.fhirpre.consent.ConsentMapper;
import org.fhirpre.consent.Directory;
import org.fhirpre.consent.GranteeKey;
import org.fhirpre.consent.MapperConfig;
import org.fhirpre.consent.MappingOutcome;
import org.fhirpre.consent.NormalConsent;
import org.fhirpre.consent.Residual;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.terminology.Labels;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

class PageRelationsTest {
  private final Map<String, Set<String>> edges = new HashMap<>();
  private final List<Collection<String>> asked = new ArrayList<>();
  private final PageRelations relations =
      new PageRelations(
          resources -> {
            asked.add(List.copyOf(resources));
            Map<String, Set<String>> found = new HashMap<>();
            resources.stream()
                .filter(edges::containsKey)
                .forEach(each -> found.put(each, edges.get(each)));
            return found;
          });

  @Test
  void nothing_is_looked_up_where_no_consent_relates_data() {
    List<ResourceAttributes> page = page(50);
    assertThat(relations.of(page, loaded(""), Residual.ABSENT)).isSameAs(page);
    assertThat(asked).isEmpty();
  }

  @Test
  void a_long_page_takes_as_many_looks_as_a_short_one() {
    for (int i = 0; i < 6; i++) {
      edges.put("Task/" + i, Set.of("Task/" + (i + 1)));
    }
    IntStream.range(0, 200).forEach(i -> edges.put("Encounter/" + i, Set.of("Task/0")));
    relations.of(page(200), loaded(data("dependents")), Residual.ABSENT);
    int forMany = asked.size();
    asked.clear();
    relations.of(page(1), loaded(data("dependents")), Residual.ABSENT);
    assertThat(asked).hasSize(forMany).hasSize(4);
  }

  @Test
  void dependents_are_followed_five_steps_and_no_further() {
    edges.put("Encounter/0", Set.of("Task/0"));
    for (int i = 0; i < 6; i++) {
      edges.put("Task/" + i, Set.of("Task/" + (i + 1)));
    }
    ResourceAttributes found =
        relations.of(page(1), loaded(data("dependents")), Residual.ABSENT).get(0);
    assertThat(found.relations().reaches())
        .containsExactlyInAnyOrder("Encounter/0", "Task/0", "Task/1", "Task/2", "Task/3");
    assertThat(found.relations().complete()).isTrue();
  }

  @Test
  void related_looks_at_what_the_named_resource_refers_to() {
    edges.put("Encounter/named", Set.of("Observation/1"));
    List<ResourceAttributes> found =
        relations.of(page(3), loaded(data("related")), Residual.ABSENT);
    assertThat(found.get(1).relations().referredBy()).containsExactly("Encounter/named");
    assertThat(found.get(0).relations().referredBy()).isEmpty();
    assertThat(asked).hasSize(1);
  }

  @Test
  void what_is_too_much_to_follow_is_unknown() {
    Set<String> many = new HashSet<>();
    IntStream.range(0, 6_000).forEach(i -> many.add("Observation/n" + i));
    edges.put("Encounter/0", many);
    assertThat(
            relations
                .of(page(1), loaded(data("dependents")), Residual.ABSENT)
                .get(0)
                .relations()
                .complete())
        .isFalse();
  }

  private static List<ResourceAttributes> page(int size) {
    return IntStream.range(0, size)
        .mapToObj(
            i ->
                new ResourceAttributes(
                    "Observation",
                    Integer.toString(i),
                    Set.of("Patient/p"),
                    Labels.NORMAL,
                    Optional.empty(),
                    Set.of(),
                    Set.of("Encounter/" + i),
                    Set.of(),
                    Optional.empty()))
        .toList();
  }

  private static String data(String meaning) {
    return ",\"data\":[{\"meaning\":\""
        + meaning
        + "\",\"reference\":{\"reference\":\"Encounter/named\"}}]";
  }

  private static ActiveConsents.Loaded loaded(String data) {
    Consent consent = ConsentStage.consent("c", 1, "permit", "Practitioner/x");
    String json = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(consent);
    Consent with =
        FhirContext.forR4Cached()
            .newJsonParser()
            .parseResource(
                Consent.class, json.replace("\"type\":\"permit\"", "\"type\":\"permit\"" + data));
    MappingOutcome outcome =
        new ConsentMapper(MapperConfig.defaults()).map(with, new Everything(), Instant.now());
    NormalConsent normal = ((MappingOutcome.Enforceable) outcome).consent();
    return new ActiveConsents.Loaded(Map.of("Patient/p", List.of(normal)), Set.of());
  }

  /** Knows whatever is named. */
  private static final class Everything implements Directory {
    @Override
    public Optional<String> resolve(Reference reference) {
      return Optional.of(reference.getReference());
    }

    @Override
    public Optional<GranteeKey> receivingKey(String subject) {
      return Optional.empty();
    }

    @Override
    public Set<SegmentId> segmentsOf(String reference) {
      return Set.of();
    }
  }
}
