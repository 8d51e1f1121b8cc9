// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fhirpre.interceptor.consent.ConsentStage.consent;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.fhirpre.consent.Directory;
import org.fhirpre.consent.Segment;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.EnforcementState;
import org.fhirpre.interceptor.jdbc.SubjectKey;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.GrantStore.Grant;
import org.fhirpre.interceptor.stage.TestAgent.Mood;
import org.fhirpre.interceptor.stage.TestDatabase;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to grants when a Consent, a key, a segment, a year or a patient changes. */
abstract class LifeCycleContract {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String DOCTOR = "Practitioner/1";
  private static final String COLLEAGUE = "Practitioner/2";

  private final ConsentStage node = new ConsentStage(database());

  abstract TestDatabase database();

  @BeforeEach
  void a_patient_with_a_sensitive_segment_and_two_practitioners() {
    node.stage.resource("Patient", "p");
    node.directory.openSegment("p", Facet.of("N"), ClassGroup.CLINICAL);
    node.directory.openSegment("p", Facet.of("PSY"), ClassGroup.CLINICAL);
    node.stage.grantee(DOCTOR);
    node.stage.grantee(COLLEAGUE);
  }

  @AfterEach
  void close() {
    node.stage.close();
  }

  private EnforcementState state(String id) {
    return node.stage.stores.consents().find(id).orElseThrow().state();
  }

  private Set<String> grants() {
    return node.tables.grants().ofPatient("p").stream()
        .map(Grant::entry)
        .collect(Collectors.toSet());
  }

  private SubjectKey keyOf(String subject) {
    return node.stage.stores.subjects().receiving(subject).orElseThrow();
  }

  private boolean granted(String subject) {
    return node.tables.grants().ofPatient("p").stream()
        .anyMatch(grant -> grant.granteeKey().equals(keyOf(subject).key()));
  }

  private void enforced(Consent consent) {
    node.record(consent);
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
  }

  private static Consent in(ConsentState status, int version) {
    Consent consent = consent("c", version, "permit", DOCTOR);
    consent.setStatus(status);
    return consent;
  }

  @ParameterizedTest
  @EnumSource(
      value = ConsentState.class,
      names = {"INACTIVE", "REJECTED", "ENTEREDINERROR", "DRAFT", "PROPOSED"})
  void each_way_out_of_active_takes_the_grants_and_the_way_back_restores_them(ConsentState status) {
    enforced(in(ConsentState.ACTIVE, 1));
    assertThat(grants()).hasSize(2);
    node.record(in(status, 2));
    assertThat(grants()).isEmpty();
    assertThat(state("c")).isEqualTo(EnforcementState.REVOKED);
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(grants()).isEmpty();
    enforced(in(ConsentState.ACTIVE, 3));
    assertThat(grants()).hasSize(2);
    assertThat(state("c")).isEqualTo(EnforcementState.ENFORCED);
  }

  @ParameterizedTest
  @EnumSource(
      value = ConsentState.class,
      names = {"DRAFT", "PROPOSED", "INACTIVE"})
  void what_was_never_active_grants_nothing_until_it_is(ConsentState status) {
    enforced(in(status, 1));
    assertThat(grants()).isEmpty();
    assertThat(state("c")).isEqualTo(EnforcementState.NONE);
    enforced(in(ConsentState.ACTIVE, 2));
    assertThat(grants()).hasSize(2);
  }

  @Test
  void an_update_deletes_the_grants_that_it_no_longer_calls_for_at_once() {
    enforced(consent("c", 1, "permit", DOCTOR));
    node.record(consent("c", 2, "permit", COLLEAGUE));
    assertThat(grants()).isEmpty();
    assertThat(state("c")).isEqualTo(EnforcementState.PENDING);
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(granted(COLLEAGUE)).isTrue();
    assertThat(granted(DOCTOR)).isFalse();
  }

  @Test
  void an_update_that_narrows_keeps_what_is_left() {
    enforced(consent("c", 1, "permit", DOCTOR));
    Set<String> before = grants();
    Consent narrower = consent("c", 2, "permit", DOCTOR);
    narrower.getProvision().addSecurityLabel(label("PSY"));
    node.record(narrower);
    assertThat(grants()).hasSize(1).isSubsetOf(before);
    assertThat(state("c")).isEqualTo(EnforcementState.ENFORCED);
  }

  @Test
  void a_superseding_consent_counts_beside_the_old_one_until_that_is_ended() {
    enforced(consent("old", 1, "permit", DOCTOR));
    enforced(consent("new", 1, "permit", COLLEAGUE));
    assertThat(granted(DOCTOR)).isTrue();
    Consent ended = consent("old", 2, "permit", DOCTOR);
    ended.setStatus(ConsentState.INACTIVE);
    node.record(ended);
    assertThat(granted(DOCTOR)).isFalse();
    assertThat(granted(COLLEAGUE)).isTrue();
    assertThat(state("new")).isEqualTo(EnforcementState.ENFORCED);
  }

  @Test
  void a_new_denial_takes_what_it_covers_and_its_revocation_gives_it_back() {
    enforced(consent("c", 1, "permit", DOCTOR));
    Set<String> before = grants();
    Consent denial = consent("d", 1, "deny", DOCTOR);
    denial.getProvision().addSecurityLabel(label("PSY"));
    node.record(denial);
    assertThat(grants()).hasSize(1).isSubsetOf(before);
    assertThat(state("c")).isEqualTo(EnforcementState.PARTIALLY_ENFORCED);
    assertThat(gaps("c")).containsExactly(Books.Gap.SUPERSEDED_BY_DENY);
    assertThat(state("d")).isEqualTo(EnforcementState.ENFORCED);
    node.stage.transactions.run(() -> node.recorder.forget("d", ConsentStage.server()));
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(grants()).isEqualTo(before);
    assertThat(state("c")).isEqualTo(EnforcementState.ENFORCED);
  }

  @Test
  void a_consent_of_which_a_denial_leaves_nothing_is_partly_enforced_and_nobody_is_waited_for() {
    enforced(consent("c", 1, "permit", DOCTOR));
    node.record(consent("d", 1, "deny", DOCTOR));
    assertThat(grants()).isEmpty();
    assertThat(state("c")).isEqualTo(EnforcementState.PARTIALLY_ENFORCED);
    assertThat(gaps("c")).containsOnly(Books.Gap.SUPERSEDED_BY_DENY).hasSize(2);
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(node.tables.outbox().attempts("p")).isEmpty();
  }

  private List<Books.Gap> gaps(String id) {
    ConsentRow row = node.tables.consents().find(id).orElseThrow();
    return List.copyOf(node.upkeep.books("p", node.stage.clock.instant()).gaps(row).values());
  }

  @Test
  void a_denial_under_a_policy_condition_takes_no_grant() {
    enforced(consent("c", 1, "permit", DOCTOR));
    Consent denial = consent("d", 1, "deny", DOCTOR);
    denial
        .getProvision()
        .addPurpose(new Coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HRESCH", ""));
    node.record(denial);
    assertThat(grants()).hasSize(2);
  }

  @Test
  void a_new_year_opens_new_segments_that_are_granted_and_leaves_grants_that_hold_on() {
    enforced(consent("c", 1, "permit", DOCTOR));
    Set<String> before = grants();
    node.stage.clock.advance(Duration.ofDays(366));
    node.directory.openSegment("p", Facet.of("N"), ClassGroup.CLINICAL);
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    List<Grant> after = node.tables.grants().ofPatient("p");
    assertThat(after).hasSize(3).allMatch(grant -> covers(grant, Duration.ofDays(365)));
    assertThat(grants()).containsAll(before);
    assertThat(state("c")).isEqualTo(EnforcementState.ENFORCED);
  }

  private boolean covers(Grant grant, Duration ahead) {
    return grant.notAfter().isAfter(node.stage.clock.instant().plus(ahead));
  }

  @Test
  void a_consent_of_somebody_who_is_not_enrolled_waits_for_the_enrolment() {
    node.stage.resource("Patient", "later");
    Consent early = consent("c", 1, "permit", DOCTOR);
    early.getPatient().setReference("Patient/later");
    assertThatThrownBy(() -> node.record(early)).isInstanceOf(UnprocessableEntityException.class);
    node.directory.openSegment("later", Facet.of("N"), ClassGroup.CLINICAL);
    node.record(early);
    assertThat(node.reconciler.settle("later", LIMIT)).isTrue();
    assertThat(node.tables.grants().ofPatient("later")).hasSize(1);
    assertThat(grants()).isEmpty();
  }

  @Test
  void a_deleted_patient_leaves_no_grant_and_no_consent_in_force() {
    enforced(consent("c", 1, "permit", DOCTOR));
    node.record(consent("d", 1, "permit", COLLEAGUE));
    node.stage.transactions.run(() -> node.recorder.forgetPatient("p", ConsentStage.server()));
    assertThat(grants()).isEmpty();
    assertThat(List.of(state("c"), state("d"))).containsOnly(EnforcementState.REVOKED);
    assertThat(node.stage.stores.outbox().attempts("p")).isEmpty();
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(grants()).isEmpty();
    assertThat(node.stage.audited)
        .filteredOn(entry -> entry.kind() == AuditTrail.Kind.REVOCATION)
        .hasSize(2);
  }

  @Test
  void a_permit_that_names_nobody_is_granted_to_the_key_that_all_share() {
    Consent open = consent("c", 1, "permit", DOCTOR);
    open.getProvision().setActor(List.of());
    assertThatThrownBy(() -> node.record(open)).isInstanceOf(UnprocessableEntityException.class);
    SubjectKey shared = node.stage.registered(Directory.COMMUNITY, node.stage.newKey());
    node.stage.stores.subjects().addReceiving(shared);
    enforced(open);
    assertThat(node.tables.grants().ofPatient("p"))
        .extracting(Grant::granteeKey)
        .containsOnly(shared.key());
    Set<SegmentId> segments =
        node.directory.segments("p").stream().map(Segment::id).collect(Collectors.toSet());
    assertThat(
            node.tables
                .grants()
                .find(segments, Set.of("Practitioner/9"), node.stage.clock.instant()))
        .hasSize(2);
  }

  @Test
  void recording_settling_and_revoking_twice_is_the_same_as_once() {
    enforced(consent("c", 1, "permit", DOCTOR));
    List<Grant> once = node.tables.grants().ofPatient("p");
    enforced(consent("c", 1, "permit", DOCTOR));
    assertThat(node.tables.grants().ofPatient("p")).isEqualTo(once);
    for (int time = 0; time < 2; time++) {
      node.stage.transactions.run(() -> node.recorder.forget("c", ConsentStage.server()));
      assertThat(grants()).isEmpty();
      assertThat(state("c")).isEqualTo(EnforcementState.REVOKED);
    }
  }

  @Test
  void a_revocation_while_the_agent_works_is_not_undone_by_its_answer() throws Exception {
    node.record(consent("c", 1, "permit", DOCTOR));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    for (int round = 2; round < 12; round += 2) {
      int version = round;
      Future<?> settling =
          threads.submit(() -> new ConsentStage(node.stage).reconciler.settle("p", LIMIT));
      Future<?> revoking = threads.submit(() -> node.record(in(ConsentState.INACTIVE, version)));
      settling.get();
      revoking.get();
      assertThat(grants()).isEmpty();
      assertThat(state("c")).isEqualTo(EnforcementState.REVOKED);
      node.record(in(ConsentState.ACTIVE, version + 1));
    }
    threads.shutdown();
  }

  @Test
  void updates_of_one_consent_on_two_nodes_leave_the_grants_of_the_last_one() throws Exception {
    ConsentStage other = new ConsentStage(node.stage);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Callable<Void> forDoctor = () -> updates(node, DOCTOR);
    Callable<Void> forColleague = () -> updates(other, COLLEAGUE);
    for (Future<Void> done : threads.invokeAll(List.of(forDoctor, forColleague))) {
      done.get();
    }
    threads.shutdown();
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(grants()).hasSize(2);
    assertThat(granted(DOCTOR)).isNotEqualTo(granted(COLLEAGUE));
    assertThat(state("c")).isEqualTo(EnforcementState.ENFORCED);
  }

  private static Void updates(ConsentStage node, String actor) {
    for (int version = 1; version <= 5; version++) {
      node.record(consent("c", version, "permit", actor));
      node.reconciler.settle("p", LIMIT);
    }
    return null;
  }

  @Test
  void a_period_that_is_moved_replaces_the_grants() {
    enforced(consent("c", 1, "permit", DOCTOR));
    Consent shorter = consent("c", 2, "permit", DOCTOR);
    Date end = Date.from(node.stage.clock.instant().plus(Duration.ofDays(9)));
    shorter.getProvision().getPeriod().setEnd(end);
    node.stage.agent.mood = Mood.DOWN;
    node.record(shorter);
    assertThat(grants()).isEmpty();
    node.stage.agent.mood = Mood.HONEST;
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(node.tables.grants().ofPatient("p"))
        .hasSize(2)
        .noneMatch(grant -> covers(grant, Duration.ofDays(11)));
  }

  private static Coding label(String code) {
    return new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", code, "");
  }
}
