// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.consent.TestConsents.NOW;
import static org.fhirpre.consent.TestConsents.PATIENT;
import static org.fhirpre.consent.TestConsents.X;
import static org.fhirpre.consent.TestConsents.Y;
import static org.fhirpre.consent.TestConsents.actor;
import static org.fhirpre.consent.TestConsents.based;
import static org.fhirpre.consent.TestConsents.classes;
import static org.fhirpre.consent.TestConsents.dataPeriod;
import static org.fhirpre.consent.TestConsents.deny;
import static org.fhirpre.consent.TestConsents.label;
import static org.fhirpre.consent.TestConsents.named;
import static org.fhirpre.consent.TestConsents.nested;
import static org.fhirpre.consent.TestConsents.period;
import static org.fhirpre.consent.TestConsents.permit;
import static org.fhirpre.consent.TestConsents.purpose;
import static org.fhirpre.consent.TestConsents.typed;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.ResourceTypes;
import org.hl7.fhir.r4.model.Consent;
import org.junit.jupiter.api.Test;

class GrantPlannerTest {
  private static final List<Segment> SEGMENTS =
      TestSegments.all(
          List.of("N", "R", "PSY", "HIV"), List.of(ClassGroup.CLINICAL, ClassGroup.DIAGNOSTICS));

  @Test
  void a_permit_for_one_reader_reaches_every_segment_and_nobody_else() {
    assertThat(planned(typed(permit(actor(X)))))
        .hasSize(SEGMENTS.size())
        .allMatch(entry -> entry.startsWith("X"));
  }

  @Test
  void a_permit_on_normal_gets_no_key_of_a_sensitivity() {
    assertThat(planned(typed(permit(actor(X), label("N")))))
        .containsExactlyInAnyOrder("X N clinical", "X N diagnostics");
  }

  @Test
  void a_permit_on_restricted_gets_the_keys_of_the_sensitivities_too() {
    assertThat(planned(typed(permit(actor(X), label("R"), classes("Observation")))))
        .containsExactlyInAnyOrder(
            "X N diagnostics", "X R diagnostics", "X PSY diagnostics", "X HIV diagnostics");
  }

  @Test
  void a_permit_on_a_sensitivity_gets_that_key_only() {
    assertThat(planned(typed(permit(actor(X), label("PSY"), classes("Condition")))))
        .containsExactly("X PSY clinical");
  }

  @Test
  void deny_means_no_grant_within_and_across_consents() {
    Consent nested = typed(permit(actor(X), nested(deny(label("PSY")))));
    assertThat(planned(nested)).hasSize(6).noneMatch(entry -> entry.contains("PSY"));
    Consent other = named(typed(deny(label("HIV"))), "other");
    assertThat(planned(typed(permit(actor(X))), other)).noneMatch(e -> e.contains("HIV"));
  }

  @Test
  void a_deny_with_a_policy_condition_leaves_the_grant() {
    Consent consent = typed(permit(actor(X), nested(deny(label("PSY"), purpose("HRESCH")))));
    assertThat(planned(consent)).hasSize(SEGMENTS.size());
    Consent dated = typed(permit(actor(X), nested(deny(dataPeriod("2020", "2020")))));
    assertThat(planned(dated)).hasSize(SEGMENTS.size());
  }

  @Test
  void a_deny_of_part_of_a_class_group_leaves_the_grant_and_of_the_whole_takes_it() {
    Consent part = typed(permit(actor(X), nested(deny(classes("Observation")))));
    assertThat(planned(part)).hasSize(SEGMENTS.size());
    String[] diagnostics = ResourceTypes.in(ClassGroup.DIAGNOSTICS).toArray(String[]::new);
    Consent whole = typed(permit(actor(X), nested(deny(classes(diagnostics)))));
    assertThat(planned(whole)).hasSize(4).allMatch(entry -> entry.endsWith("clinical"));
  }

  @Test
  void a_deeper_permit_saves_its_grant_from_a_deny() {
    Consent consent =
        typed(permit(actor(X, Y), nested(deny(label("PSY"), nested(permit(actor(X)))))));
    assertThat(planned(consent)).contains("X PSY clinical").doesNotContain("Y PSY clinical");
  }

  @Test
  void a_deny_of_another_consent_does_not_veto_what_it_permits_deeper() {
    Consent other = named(typed(deny(label("PSY"), nested(permit(actor(X))))), "other");
    assertThat(planned(typed(permit(actor(X))), other))
        .filteredOn("X PSY clinical"::equals)
        .as("one grant for each Consent, so that revoking one leaves the other")
        .hasSize(2);
  }

  @Test
  void an_opt_out_takes_the_grants_of_other_consents() {
    Consent optOut = named(based("OPTOUT", permit(actor(Y), label("PSY"))), "out");
    assertThat(planned(typed(permit(actor(X))), optOut))
        .isNotEmpty()
        .allMatch(entry -> entry.startsWith("Y PSY"));
  }

  @Test
  void a_deny_that_ends_before_the_grant_would_leaves_it_to_policy() {
    Consent consent =
        typed(permit(actor(X), nested(deny(label("PSY"), period("2026-05-01", "2026-05-10")))));
    assertThat(planned(consent)).contains("X PSY clinical");
  }

  @Test
  void a_permit_to_write_gives_no_key() {
    assertThat(planned(typed(permit(actor(X), TestConsents.action("collect"))))).isEmpty();
  }

  @Test
  void a_grant_ends_with_the_period_and_at_most_with_the_epoch_after_next() {
    GrantPlan ends = plan(typed(permit(actor(X), period("2026-03-01", "2026-06-30"))));
    assertThat(ends.entries())
        .allSatisfy(
            entry -> {
              assertThat(entry.notBefore()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
              assertThat(entry.notAfter()).isEqualTo(Instant.parse("2026-07-01T00:00:00Z"));
            });
    GrantPlan open = plan(typed(permit(actor(X))));
    assertThat(open.entries())
        .allSatisfy(
            entry -> assertThat(entry.notAfter()).isEqualTo(Instant.parse("2029-01-01T00:00:00Z")));
  }

  @Test
  void an_ended_provision_and_a_consent_that_ended_give_nothing() {
    Consent nested =
        typed(permit(actor(X), label("N"), nested(permit(label("PSY"), period("2025", "2025")))));
    assertThat(planned(nested)).noneMatch(entry -> entry.contains("PSY"));
    NormalConsent brief = map(typed(permit(actor(X), period("2026", "2026-06-01"))));
    GrantPlan later =
        GrantPlanner.plan(
            PATIENT,
            List.of(brief),
            SEGMENTS,
            new TestDirectory(),
            Instant.parse("2026-08-01T00:00:00Z"));
    assertThat(later.entries()).isEmpty();
  }

  @Test
  void re_planning_gives_the_same_entries_with_the_same_ids() {
    NormalConsent consent = map(typed(permit(actor(X))));
    GrantPlan now = plan(consent);
    GrantPlan later =
        GrantPlanner.plan(
            PATIENT, List.of(consent), SEGMENTS, new TestDirectory(), NOW.plusSeconds(86_400));
    assertThat(ids(later)).isEqualTo(ids(now)).doesNotHaveDuplicates();
    assertThat(ids(now)).allMatch(id -> id.length() == 43);
  }

  @Test
  void an_unchanged_entry_keeps_its_introducing_version() {
    GrantPlan first = plan(typed(permit(actor(X), label("N"))));
    Consent second = typed(permit(actor(X), label("N", "PSY")));
    second.getMeta().setVersionId("2");
    GrantPlan renewed = plan(second);
    assertThat(ids(renewed)).doesNotContainAnyElementsOf(ids(first));
    GrantPlan kept = renewed.keeping(first.entries(), NOW);
    assertThat(ids(kept)).containsAll(ids(first));
    assertThat(kept.entries())
        .filteredOn(entry -> entry.segment().facet().code().equals("PSY"))
        .allMatch(entry -> entry.consent().version().equals("2"));
  }

  @Test
  void another_key_of_the_grantee_is_another_grant() {
    PlanEntry entry = plan(typed(permit(actor(X)))).entries().get(0);
    PlanEntry other =
        new PlanEntry(
            entry.patient(),
            entry.consent(),
            entry.grantee(),
            TestDirectory.key("another"),
            entry.segment(),
            entry.maxDepth(),
            entry.notBefore(),
            entry.notAfter(),
            entry.enforcement());
    assertThat(other.sameGrantAs(entry)).isFalse();
    assertThat(entry.introducedBy(new ConsentRef("Consent/c", "9")).sameGrantAs(entry)).isTrue();
  }

  @Test
  void a_grantee_without_key_is_reported() {
    GrantPlan plan =
        GrantPlanner.plan(
            PATIENT,
            List.of(map(typed(permit(actor(X, "Organization/o"))))),
            SEGMENTS,
            new TestDirectory().withoutKey("Organization/o"),
            NOW);
    assertThat(codes(plan)).containsExactly(FindingCode.NO_KEY);
    assertThat(plan.entries()).allMatch(entry -> entry.grantee().equals(X));
  }

  @Test
  void an_organisation_with_a_key_is_a_grantee() {
    assertThat(plan(typed(permit(actor("Organization/o")))).entries())
        .isNotEmpty()
        .allMatch(entry -> entry.enforcement() == Enforcement.CRYPTO_AND_POLICY);
    assertThat(plan(typed(permit(actor(X)))).entries())
        .allMatch(entry -> entry.enforcement() == Enforcement.CRYPTO);
  }

  @Test
  void a_permit_without_actor_needs_the_community_key() {
    NormalConsent consent = map(typed(permit(purpose("TREAT"))));
    GrantPlan none = plan(consent);
    assertThat(codes(none)).contains(FindingCode.ACTOR_REQUIRED);
    assertThat(none.entries()).isEmpty();
    GrantPlan community =
        GrantPlanner.plan(
            PATIENT, List.of(consent), SEGMENTS, new TestDirectory().withCommunityKey(), NOW);
    assertThat(community.entries())
        .hasSize(SEGMENTS.size())
        .allMatch(entry -> entry.grantee().equals(Directory.COMMUNITY));
  }

  @Test
  void emergency_access_without_a_key_is_said_and_stops_nothing() {
    Consent consent =
        typed(permit(actor(X), nested(permit(actor("Group/g"), purpose("BTG"), label("R")))));
    GrantPlan plan =
        GrantPlanner.plan(
            PATIENT,
            List.of(map(consent)),
            SEGMENTS,
            new TestDirectory().withoutKey("Group/g"),
            NOW);
    assertThat(codes(plan)).contains(FindingCode.NO_EMERGENCY_KEY);
    assertThat(plan.findings()).noneMatch(Finding::error);
  }

  @Test
  void every_condition_says_how_it_is_enforced() {
    Consent consent =
        typed(
            permit(
                actor(X),
                purpose("TREAT"),
                period("2026", "2027"),
                nested(deny(label("PSY"), dataPeriod("2020", "2020")))));
    GrantPlan plan = plan(consent);
    assertThat(plan.conditions())
        .extracting(r -> r.path() + " " + r.dimension().code() + " " + r.enforcement().code())
        .containsExactly(
            "Consent.provision actor crypto",
            "Consent.provision purpose policy",
            "Consent.provision period crypto+policy",
            "Consent.provision.provision[0] label policy",
            "Consent.provision.provision[0] data-period policy");
    assertThat(plan.findings())
        .filteredOn(finding -> finding.code() == FindingCode.POLICY_ONLY)
        .extracting(Finding::expression)
        .containsExactly(
            "Consent.provision.purpose",
            "Consent.provision.provision[0].securityLabel",
            "Consent.provision.provision[0].dataPeriod");
  }

  @Test
  void more_than_a_thousand_entries_are_too_many() {
    String[] actors = new String[25];
    Arrays.setAll(actors, i -> "Practitioner/" + i);
    Consent[] consents =
        Stream.iterate(0, i -> i + 1)
            .limit(6)
            .map(i -> named(typed(permit(actor(actors))), "c" + i))
            .toArray(Consent[]::new);
    assertThat(codes(plan(consents))).containsExactly(FindingCode.LIMIT_EXCEEDED);
  }

  private static List<String> planned(Consent... consents) {
    return plan(consents).entries().stream()
        .map(
            entry ->
                (entry.grantee().equals(X) ? "X " : entry.grantee().equals(Y) ? "Y " : "? ")
                    + entry.segment().facet().code()
                    + " "
                    + entry.segment().classGroup().code())
        .toList();
  }

  private static GrantPlan plan(Consent... consents) {
    return plan(Arrays.stream(consents).map(GrantPlannerTest::map).toArray(NormalConsent[]::new));
  }

  private static GrantPlan plan(NormalConsent... consents) {
    return GrantPlanner.plan(PATIENT, List.of(consents), SEGMENTS, new TestDirectory(), NOW);
  }

  private static NormalConsent map(Consent consent) {
    return RandomConsents.map(consent).orElseThrow();
  }

  private static List<String> ids(GrantPlan plan) {
    return plan.entries().stream().map(PlanEntry::id).toList();
  }

  private static List<FindingCode> codes(GrantPlan plan) {
    return plan.findings().stream()
        .map(Finding::code)
        .filter(code -> code != FindingCode.POLICY_ONLY)
        .toList();
  }
}
