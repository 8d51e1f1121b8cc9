// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.consent.TestConsents.NOW;
import static org.fhirpre.consent.TestConsents.PATIENT;
import static org.fhirpre.consent.TestConsents.X;
import static org.fhirpre.consent.TestConsents.actor;
import static org.fhirpre.consent.TestConsents.classes;
import static org.fhirpre.consent.TestConsents.data;
import static org.fhirpre.consent.TestConsents.deny;
import static org.fhirpre.consent.TestConsents.label;
import static org.fhirpre.consent.TestConsents.nested;
import static org.fhirpre.consent.TestConsents.period;
import static org.fhirpre.consent.TestConsents.permit;
import static org.fhirpre.consent.TestConsents.typed;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.fhirpre.terminology.ClassGroup;
import org.hl7.fhir.r4.model.Consent;
import org.junit.jupiter.api.Test;

/** A plan is no larger than the Consents call for, in segments and in time. */
class PlanExtentTest {
  private static final Segment NORMAL = TestSegments.segment("N", ClassGroup.DIAGNOSTICS);
  private static final Segment PSY = TestSegments.segment("PSY", ClassGroup.DIAGNOSTICS);
  private static final Segment CLINICAL = TestSegments.segment("N", ClassGroup.CLINICAL);
  private static final List<Segment> SEGMENTS = List.of(NORMAL, PSY, CLINICAL);
  private static final Instant NEXT_YEAR = Instant.parse("2027-03-01T00:00:00Z");
  private static final Instant LAST_YEAR_OF_LIFE = Instant.parse("2028-03-01T00:00:00Z");

  private final TestDirectory directory =
      new TestDirectory()
          .storing("Observation/normal", NORMAL)
          .storing("Observation/psy", PSY)
          .storing("Observation/relabelled", NORMAL, PSY);

  @Test
  void a_named_resource_gives_the_keys_of_the_segments_in_which_it_lies_and_no_other() {
    assertThat(planned(permit(actor(X), data("instance", "Observation/normal"))))
        .containsExactly(NORMAL);
    assertThat(planned(permit(actor(X), data("instance", "Observation/psy")))).containsExactly(PSY);
    assertThat(planned(permit(actor(X), data("instance", "Observation/relabelled"))))
        .containsExactlyInAnyOrder(NORMAL, PSY);
    assertThat(planned(permit(actor(X), data("instance", "Observation/normal", "Observation/psy"))))
        .containsExactlyInAnyOrder(NORMAL, PSY);
  }

  @Test
  void a_named_resource_that_is_not_stored_gives_no_key() {
    assertThat(planned(permit(actor(X), data("instance", "Observation/absent")))).isEmpty();
  }

  @Test
  void other_conditions_beside_a_named_resource_still_count() {
    assertThat(planned(permit(actor(X), label("N"), data("instance", "Observation/psy"))))
        .isEmpty();
    assertThat(planned(permit(actor(X), classes("Condition"), data("instance", "Observation/psy"))))
        .isEmpty();
  }

  @Test
  void relations_are_policy_and_reach_every_segment() {
    for (String meaning : List.of("related", "dependents", "authoredby")) {
      assertThat(planned(permit(actor(X), data(meaning, "Observation/psy"))))
          .as(meaning)
          .containsExactlyInAnyOrderElementsOf(SEGMENTS);
    }
  }

  @Test
  void a_deny_of_a_named_resource_is_policy_and_leaves_the_grant() {
    assertThat(planned(permit(actor(X), nested(deny(data("instance", "Observation/psy"))))))
        .containsExactlyInAnyOrderElementsOf(SEGMENTS);
  }

  @Test
  void a_deeper_permit_saves_its_grant_only_where_its_named_resource_lies() {
    String deeper = permit(data("instance", "Observation/psy"));
    assertThat(planned(permit(actor(X), nested(deny(actor(X), nested(deeper))))))
        .containsExactly(PSY);
  }

  @Test
  void a_segment_to_come_is_planned_for_like_one_that_exists() {
    NormalConsent consent = map(typed(permit(actor(X), label("PSY"))));
    assertThat(
            GrantPlanner.plan(PATIENT, List.of(consent), List.of(NORMAL), directory, NOW).entries())
        .isEmpty();
    assertThat(
            GrantPlanner.plan(PATIENT, List.of(consent), List.of(NORMAL, PSY), directory, NOW)
                .entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.segment()).isEqualTo(PSY));
  }

  @Test
  void a_grant_lasts_from_the_first_to_the_last_period_that_allows_it() {
    Consent two =
        typed(
            permit(
                actor(X),
                period("2026-01-01", "2026-12-31"),
                nested(
                    permit(label("PSY"), period("2026-02-01", "2026-09-30")),
                    permit(label("PSY"), period("2026-08-01", "2026-10-31")))));
    GrantPlan plan = plan(map(two), NOW);
    assertThat(plan.entries())
        .filteredOn(entry -> entry.segment().equals(PSY))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.notBefore()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
              assertThat(entry.notAfter()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
            });
  }

  @Test
  void a_grant_that_was_cut_off_is_renewed_in_the_last_year_of_its_life() {
    NormalConsent open = map(typed(permit(actor(X))));
    List<PlanEntry> stored = plan(open, NOW).entries();
    assertThat(ids(plan(open, NEXT_YEAR).keeping(stored, NEXT_YEAR))).isEqualTo(ids(stored));

    List<PlanEntry> due =
        plan(open, LAST_YEAR_OF_LIFE).keeping(stored, LAST_YEAR_OF_LIFE).entries();
    assertThat(due)
        .hasSameSizeAs(stored)
        .allSatisfy(
            entry -> assertThat(entry.notAfter()).isEqualTo(Instant.parse("2031-01-01T00:00:00Z")));
    for (int i = 0; i < due.size(); i++) {
      assertThat(due.get(i).covers(stored.get(i))).isTrue();
      assertThat(stored.get(i).covers(due.get(i))).isFalse();
    }
  }

  @Test
  void an_end_of_the_consent_is_never_taken_for_a_cut() {
    List<PlanEntry> stored = plan(map(typed(permit(actor(X)))), NOW).entries();
    NormalConsent ending = map(typed(permit(actor(X), period("2026", "2028"))));
    GrantPlan plan = plan(ending, NEXT_YEAR).keeping(stored, NEXT_YEAR);
    assertThat(plan.entries())
        .allSatisfy(
            entry -> assertThat(entry.notAfter()).isEqualTo(Instant.parse("2029-01-01T00:00:00Z")));
    assertThat(ids(plan)).doesNotContainAnyElementsOf(ids(stored));
  }

  @Test
  void a_wider_entry_covers_a_narrower_one_of_the_same_keys_and_consent_only() {
    PlanEntry wide = plan(map(typed(permit(actor(X)))), NOW).entries().get(0);
    PlanEntry narrow = wide.lasting(wide.notBefore(), NOW);
    assertThat(wide.covers(narrow)).isTrue();
    assertThat(wide.covers(wide)).isTrue();
    assertThat(narrow.covers(wide)).isFalse();
    assertThat(wide.covers(narrow.introducedBy(new ConsentRef("Consent/other", "1")))).isFalse();
    assertThat(wide.covers(narrow.introducedBy(new ConsentRef(wide.consent().id(), "7")))).isTrue();
  }

  @Test
  void the_resources_that_a_consent_permits_one_by_one_are_known() {
    assertThat(map(typed(permit(actor(X), data("instance", "Observation/psy")))).namedResources())
        .containsExactly("Observation/psy");
    assertThat(
            map(typed(permit(actor(X), nested(deny(data("instance", "Observation/psy"))))))
                .namedResources())
        .isEmpty();
  }

  private Set<Segment> planned(String root) {
    return plan(map(typed(root)), NOW).entries().stream()
        .map(PlanEntry::segment)
        .collect(Collectors.toSet());
  }

  private GrantPlan plan(NormalConsent consent, Instant now) {
    return GrantPlanner.plan(PATIENT, List.of(consent), SEGMENTS, directory, now);
  }

  private static NormalConsent map(Consent consent) {
    return RandomConsents.map(consent).orElseThrow();
  }

  private static List<String> ids(List<PlanEntry> entries) {
    return entries.stream().map(PlanEntry::id).toList();
  }

  private static List<String> ids(GrantPlan plan) {
    return ids(plan.entries());
  }
}
