// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.consent.TestConsents.NOW;
import static org.fhirpre.consent.TestConsents.PATIENT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Labels;
import org.fhirpre.terminology.ResourceTypes;
import org.junit.jupiter.api.Test;

/** What the plan owes to the rule, on random Consents; each run prints its seed. */
class PlanLawsTest {
  private static final int ROUNDS = 1_500;
  private static final List<ClassGroup> GROUPS =
      List.of(ClassGroup.CLINICAL, ClassGroup.DIAGNOSTICS);
  private static final List<Segment> SEGMENTS = TestSegments.all(facets(), GROUPS);
  private static final TestDirectory DIRECTORY = new TestDirectory().withCommunityKey();

  private static List<String> facets() {
    List<String> facets = new ArrayList<>(RandomConsents.SENSITIVITIES);
    facets.addAll(List.of("N", "R", "V"));
    return facets;
  }

  @Test
  void what_the_rule_permits_has_a_grant_for_each_share() {
    RandomConsents some =
        new RandomConsents(
            new Random(RandomConsents.seed("permit implies grants")), RandomConsents.Content.ANY);
    int permitted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      List<NormalConsent> consents = RandomConsents.mapped(some.consents());
      ResourceAttributes resource = some.resource(some.resourceLabels());
      AccessRequest request = some.request();
      if (permits(consents, resource, request)) {
        permitted++;
        ClassGroup group =
            ResourceTypes.find(resource.type()).orElseThrow().classGroup().orElseThrow();
        TestDirectory directory =
            new TestDirectory()
                .withCommunityKey()
                .storing(resource.reference(), segments(resource.labels().facets(), group));
        GrantPlan plan = GrantPlanner.plan(PATIENT, consents, SEGMENTS, directory, NOW);
        for (Facet facet : resource.labels().facets()) {
          assertThat(granted(plan, request.identities(), facet, group))
              .as("%s %s in %s", request, facet, consents)
              .isTrue();
        }
      }
    }
    assertThat(permitted).isGreaterThan(ROUNDS / 20);
  }

  private static Segment[] segments(List<Facet> facets, ClassGroup group) {
    return SEGMENTS.stream()
        .filter(segment -> segment.classGroup() == group && facets.contains(segment.facet()))
        .toArray(Segment[]::new);
  }

  @Test
  void where_keys_enforce_everything_there_is_a_grant_exactly_if_the_rule_permits() {
    RandomConsents some =
        new RandomConsents(
            new Random(RandomConsents.seed("no grant where a deny covers")),
            RandomConsents.Content.KEYED);
    for (int i = 0; i < ROUNDS / 3; i++) {
      List<NormalConsent> consents = RandomConsents.mapped(some.consents());
      GrantPlan plan = GrantPlanner.plan(PATIENT, consents, SEGMENTS, DIRECTORY, NOW);
      Set<String> named = Set.copyOf(plan.entries().stream().map(PlanEntry::grantee).toList());
      for (Segment segment : SEGMENTS) {
        for (String reader : RandomConsents.READERS) {
          boolean planned =
              plan.entries().stream()
                  .anyMatch(e -> e.grantee().equals(reader) && e.segment().equals(segment));
          if (planned || named.contains(reader)) {
            assertThat(planned)
                .as("%s %s in %s", reader, segment.facet(), consents)
                .isEqualTo(readable(consents, segment, reader));
          }
        }
      }
    }
  }

  @Test
  void nobody_gets_a_grant_that_a_deny_without_policy_covers() {
    RandomConsents some =
        new RandomConsents(
            new Random(RandomConsents.seed("a certain deny leaves no grant")),
            RandomConsents.Content.ANY);
    int elsewhere = 0;
    for (int i = 0; i < ROUNDS / 3; i++) {
      List<NormalConsent> consents = new ArrayList<>(RandomConsents.mapped(some.consents()));
      consents.add(
          RandomConsents.map(
                  TestConsents.named(
                      TestConsents.typed(
                          TestConsents.deny(
                              TestConsents.actor(TestConsents.X), TestConsents.label("SUD"))),
                      "no"))
              .orElseThrow());
      GrantPlan plan = GrantPlanner.plan(PATIENT, consents, SEGMENTS, DIRECTORY, NOW);
      assertThat(plan.entries())
          .noneMatch(
              entry ->
                  entry.grantee().equals(TestConsents.X)
                      && Set.of("SUD", "OPIOIDUD").contains(entry.segment().facet().code()));
      elsewhere += plan.entries().isEmpty() ? 0 : 1;
    }
    assertThat(elsewhere).isPositive();
  }

  private static boolean readable(List<NormalConsent> consents, Segment segment, String reader) {
    String type = segment.classGroup() == ClassGroup.CLINICAL ? "Condition" : "Observation";
    Facet facet = segment.facet();
    List<Label> sensitivity = facet.band() ? List.of() : List.of(facet.label());
    Labels labels = Labels.of(facet.band() ? facet.floor() : Confidentiality.R, sensitivity);
    return permits(
        consents,
        RandomConsents.resource(type, labels, Optional.empty()),
        new AccessRequest(reader, Set.of(), Set.of(), Action.ACCESS, Set.of()));
  }

  private static boolean granted(
      GrantPlan plan, Set<String> readers, Facet facet, ClassGroup group) {
    return plan.entries().stream()
        .filter(e -> readers.contains(e.grantee()) || e.grantee().equals(Directory.COMMUNITY))
        .filter(e -> !NOW.isBefore(e.notBefore()) && NOW.isBefore(e.notAfter()))
        .map(PlanEntry::segment)
        .anyMatch(s -> s.facet().equals(facet) && s.classGroup() == group);
  }

  private static boolean permits(
      List<NormalConsent> consents, ResourceAttributes resource, AccessRequest request) {
    return ConsentRule.decide(Map.of(PATIENT, consents), Set.of(), resource, request, NOW)
        .permitted();
  }
}
