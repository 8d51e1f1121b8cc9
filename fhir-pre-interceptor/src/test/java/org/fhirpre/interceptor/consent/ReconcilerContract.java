// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fhirpre.interceptor.consent.ConsentStage.by;
import static org.fhirpre.interceptor.consent.ConsentStage.consent;

import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.crypto.Share;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.egress.Access;
import org.fhirpre.interceptor.jdbc.EnforcementState;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.GrantStore.Grant;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.interceptor.stage.TestAgent.Mood;
import org.fhirpre.interceptor.stage.TestDatabase;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Labels;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class ReconcilerContract {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String DOCTOR = "Practitioner/1";

  private final ConsentStage node = new ConsentStage(database());

  abstract TestDatabase database();

  @BeforeEach
  void a_patient_with_two_segments_and_a_doctor_with_a_key() {
    node.stage.resource("Patient", "p");
    node.directory.openSegment("p", Facet.of("N"), ClassGroup.CLINICAL);
    node.directory.openSegment("p", Facet.of("N"), ClassGroup.DIAGNOSTICS);
    node.stage.grantee(DOCTOR);
  }

  @AfterEach
  void close() {
    node.stage.close();
  }

  private EnforcementState state(String id) {
    return node.stage.stores.consents().find(id).orElseThrow().state();
  }

  private List<Grant> grants() {
    return node.tables.grants().ofPatient("p");
  }

  private Access accessOf(String subject) {
    SegmentKey segment = node.directory.openSegment("p", Facet.of("N"), ClassGroup.CLINICAL);
    Umbral umbral = Umbral.create(new java.security.SecureRandom());
    try (var sealedKey = umbral.encapsulation().encapsulate(List.of(segment))) {
      List<SealedRecord.StoredShare> shares =
          sealedKey.shares().stream().map(this::stored).toList();
      SealedRecord sealed =
          new SealedRecord("Condition", "1", 1, "", "", shares, attributes(), false);
      Reader reader = new Reader(subject, Set.of(subject), Set.of(), Set.of());
      return node.access.decide(reader, List.of(sealed)).get(0);
    }
  }

  private SealedRecord.StoredShare stored(Share share) {
    return new SealedRecord.StoredShare(
        share.segment(),
        share.capsule().store(node.stage.serverKeys.capsuleMark(), share.segment()));
  }

  private static ResourceAttributes attributes() {
    return new ResourceAttributes(
        "Condition",
        "1",
        Set.of("Patient/p"),
        Labels.NORMAL,
        Optional.empty(),
        Set.of(),
        Set.of(),
        Set.of(),
        Optional.empty());
  }

  @Test
  void a_permit_becomes_live_grants() {
    assertThat(accessOf(DOCTOR).kind()).isEqualTo(Access.Kind.WITHHELD);
    ConsentRecorder.Recorded recorded = node.record(consent("c", 1, "permit", DOCTOR));
    assertThat(recorded.due()).containsExactly("p");
    assertThat(state("c")).isEqualTo(EnforcementState.PENDING);
    assertThat(accessOf(DOCTOR).kind()).isEqualTo(Access.Kind.WITHHELD);
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(state("c")).isEqualTo(EnforcementState.ENFORCED);
    assertThat(grants()).hasSize(2);
    assertThat(node.stage.stores.outbox().attempts("p")).isEmpty();
    assertThat(accessOf(DOCTOR).kind()).isEqualTo(Access.Kind.GRANTED);
    assertThat(accessOf("Practitioner/2").kind()).isEqualTo(Access.Kind.WITHHELD);
    assertThat(accessOf("Patient/p").kind()).isEqualTo(Access.Kind.OWNER);
    assertThat(node.stage.audited)
        .extracting(AuditTrail.Entry::kind)
        .containsExactly(AuditTrail.Kind.GRANT);
  }

  @Test
  void an_agent_that_is_down_leaves_it_pending_until_it_is_up() {
    node.stage.agent.mood = Mood.DOWN;
    node.record(consent("c", 1, "permit", DOCTOR));
    assertThat(node.reconciler.settle("p", LIMIT)).isFalse();
    assertThat(state("c")).isEqualTo(EnforcementState.PENDING);
    assertThat(node.stage.stores.outbox().attempts("p")).contains(1);
    assertThat(accessOf(DOCTOR).kind()).isEqualTo(Access.Kind.WITHHELD);
    node.stage.agent.mood = Mood.HONEST;
    assertThat(new ConsentStage(node.stage).reconciler.settle("p", LIMIT)).isTrue();
    assertThat(state("c")).isEqualTo(EnforcementState.ENFORCED);
  }

  @Test
  void what_one_node_left_half_done_another_finishes() {
    node.stage.agent.mood = Mood.HALF;
    node.record(consent("c", 1, "permit", DOCTOR));
    node.reconciler.settle("p", LIMIT);
    node.stage.agent.mood = Mood.HONEST;
    assertThat(new ConsentStage(node.stage).reconciler.settle("p", LIMIT)).isTrue();
    assertThat(grants()).hasSize(2);
  }

  @Test
  void a_crash_between_agent_and_store_loses_nothing() {
    node.record(consent("c", 1, "permit", DOCTOR));
    assertThatThrownBy(
            () ->
                node.stage.transactions.run(
                    () -> {
                      node.reconciler.settle("p", LIMIT);
                      throw new IllegalStateException("power cut");
                    }))
        .hasMessage("power cut");
    assertThat(grants()).isEmpty();
    assertThat(node.stage.stores.outbox().due(node.stage.clock.instant(), 10)).containsExactly("p");
    assertThat(new ConsentStage(node.stage).reconciler.settle("p", LIMIT)).isTrue();
    assertThat(grants()).hasSize(2);
  }

  private void another_key_that_no_listener_hears_of(String subject) {
    node.stage.stores.subjects().retireReceiving(subject);
    TerminalSecretKey key = node.stage.newKey();
    assertThat(node.stage.stores.subjects().addReceiving(node.stage.registered(subject, key)))
        .isTrue();
  }

  private ReconcileWorker worker() {
    return new ReconcileWorker(
        node.reconciler, node.tables, node.stage.stores.subjects(), node.stage.clock);
  }

  @Test
  void a_grant_that_a_change_of_keys_has_missed_is_made_anew() {
    node.record(consent("c", 1, "permit", DOCTOR));
    node.reconciler.settle("p", LIMIT);
    another_key_that_no_listener_hears_of(DOCTOR);
    assertThat(accessOf(DOCTOR).kind()).isEqualTo(Access.Kind.WITHHELD);
    try (ReconcileWorker worker = worker()) {
      worker.settleStrays();
    }
    assertThat(accessOf(DOCTOR).kind()).isEqualTo(Access.Kind.GRANTED);
    assertThat(grants()).hasSize(2);
    assertThat(node.tables.grants().patientsGrantingRetiredKeys()).isEmpty();
  }

  @Test
  void a_first_key_that_was_registered_while_a_consent_was_written_is_found() {
    try (ReconcileWorker worker = worker()) {
      worker.settleStrays();
      worker.settleStrays();
      a_permit_without_a_key("Practitioner/2");
      another_key_that_no_listener_hears_of("Practitioner/2");
      worker.settleStrays();
      assertThat(accessOf("Practitioner/2").kind()).isEqualTo(Access.Kind.GRANTED);
    }
  }

  @Test
  void a_consent_that_was_stored_after_the_first_look_is_found_by_the_second() {
    try (ReconcileWorker worker = worker()) {
      worker.settleStrays();
      worker.settleStrays();
      a_permit_without_a_key("Practitioner/2");
      node.stage.execute("UPDATE pre_consent SET state = 'revoked'"); // as good as not stored
      another_key_that_no_listener_hears_of("Practitioner/2");
      worker.settleStrays();
      node.stage.execute("UPDATE pre_consent SET state = 'pending'");
      assertThat(accessOf("Practitioner/2").kind()).isEqualTo(Access.Kind.WITHHELD);
      worker.settleStrays();
      assertThat(accessOf("Practitioner/2").kind()).isEqualTo(Access.Kind.GRANTED);
    }
  }

  private void a_permit_without_a_key(String actor) {
    node.stage.resource("Practitioner", actor.substring("Practitioner/".length()));
    node.record(
        consent("c", 1, "permit", actor),
        new ConsentRecorder.Writer(Optional.empty(), ConsentRecorder.Handling.LENIENT));
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(grants()).isEmpty();
    assertThat(state("c")).isEqualTo(EnforcementState.PENDING);
  }

  @Test
  void lies_of_the_agent_are_not_stored() {
    node.record(consent("c", 1, "permit", DOCTOR));
    for (Mood lie : List.of(Mood.WRONG_CONTEXT, Mood.WRONG_SIGNER, Mood.SWAPPED)) {
      node.stage.agent.mood = lie;
      assertThat(node.reconciler.settle("p", LIMIT)).as(lie.name()).isFalse();
      assertThat(grants()).as(lie.name()).isEmpty();
    }
    assertThat(state("c")).isEqualTo(EnforcementState.PENDING);
  }

  @Test
  void revocation_deletes_in_the_same_transaction() {
    node.record(consent("c", 1, "permit", DOCTOR));
    node.reconciler.settle("p", LIMIT);
    Consent inactive = consent("c", 2, "permit", DOCTOR);
    inactive.setStatus(Consent.ConsentState.INACTIVE);
    node.record(inactive);
    assertThat(grants()).isEmpty();
    assertThat(state("c")).isEqualTo(EnforcementState.REVOKED);
    assertThat(accessOf(DOCTOR).kind()).isEqualTo(Access.Kind.WITHHELD);
    assertThat(node.stage.audited)
        .extracting(AuditTrail.Entry::kind)
        .contains(AuditTrail.Kind.REVOCATION);
  }

  @Test
  void deletion_revokes() {
    node.record(consent("c", 1, "permit", DOCTOR));
    node.reconciler.settle("p", LIMIT);
    node.stage.transactions.run(() -> node.recorder.forget("c", by("Patient/p")));
    assertThat(grants()).isEmpty();
    assertThat(state("c")).isEqualTo(EnforcementState.REVOKED);
  }

  @Test
  void a_revocation_that_is_rolled_back_leaves_everything() {
    node.record(consent("c", 1, "permit", DOCTOR));
    node.reconciler.settle("p", LIMIT);
    assertThatThrownBy(
            () ->
                node.stage.transactions.run(
                    () -> {
                      node.recorder.forget("c", ConsentStage.server());
                      throw new IllegalStateException("last entry refused");
                    }))
        .hasMessage("last entry refused");
    assertThat(grants()).hasSize(2);
    assertThat(accessOf(DOCTOR).kind()).isEqualTo(Access.Kind.GRANTED);
  }

  @Test
  void a_new_version_keeps_the_grants_that_it_still_calls_for() {
    node.record(consent("c", 1, "permit", DOCTOR));
    node.reconciler.settle("p", LIMIT);
    List<Grant> before = grants();
    node.record(consent("c", 2, "permit", DOCTOR));
    assertThat(grants()).isEqualTo(before);
    assertThat(state("c")).isEqualTo(EnforcementState.ENFORCED);
  }

  @Test
  void another_consents_deny_takes_the_grants_and_its_end_gives_them_back() {
    node.record(consent("c", 1, "permit", DOCTOR));
    node.reconciler.settle("p", LIMIT);
    node.record(consent("d", 1, "deny", DOCTOR));
    assertThat(grants()).isEmpty();
    assertThat(accessOf(DOCTOR).kind()).isEqualTo(Access.Kind.WITHHELD);
    node.stage.transactions.run(() -> node.recorder.forget("d", ConsentStage.server()));
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(accessOf(DOCTOR).kind()).isEqualTo(Access.Kind.GRANTED);
  }

  @Test
  void a_new_segment_is_granted_too() {
    node.record(consent("c", 1, "permit", DOCTOR));
    node.reconciler.settle("p", LIMIT);
    node.directory.openSegment("p", Facet.of("N"), ClassGroup.MEDICATION);
    assertThat(node.stage.stores.outbox().due(node.stage.clock.instant(), 10)).containsExactly("p");
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(grants()).hasSize(3);
  }

  @Test
  void a_period_that_ends_closes_at_once_and_the_sweep_deletes() {
    Consent brief = consent("c", 1, "permit", DOCTOR);
    Date end = Date.from(node.stage.clock.instant().plus(Duration.ofMinutes(10)));
    brief.getProvision().getPeriod().setEnd(end);
    node.record(brief);
    node.reconciler.settle("p", LIMIT);
    assertThat(accessOf(DOCTOR).kind()).isEqualTo(Access.Kind.GRANTED);
    node.stage.clock.advance(Duration.ofMinutes(11));
    assertThat(accessOf(DOCTOR).kind()).isEqualTo(Access.Kind.WITHHELD);
    assertThat(node.stage.stores.consents().overduePatients(node.stage.clock.instant()))
        .containsExactly("p");
    node.reconciler.sweep("p");
    assertThat(grants()).isEmpty();
    assertThat(state("c")).isEqualTo(EnforcementState.EXPIRED);
  }

  @Test
  void concurrent_runs_on_several_nodes_agree() throws Exception {
    node.record(consent("c", 1, "permit", DOCTOR));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Callable<Boolean> run = () -> new ConsentStage(node.stage).reconciler.settle("p", LIMIT);
    for (Future<Boolean> done : threads.invokeAll(List.of(run, run, run, run))) {
      assertThat(done.get()).isTrue();
    }
    threads.shutdown();
    assertThat(grants()).hasSize(2);
  }

  @Test
  void a_grantee_without_a_key_is_refused_with_all_findings() {
    node.stage.resource("Practitioner", "2");
    assertThatThrownBy(() -> node.record(consent("c", 1, "permit", "Practitioner/2")))
        .isInstanceOfSatisfying(
            UnprocessableEntityException.class,
            refused -> {
              OperationOutcome outcome = (OperationOutcome) refused.getOperationOutcome();
              assertThat(outcome.getIssue())
                  .anyMatch(i -> i.getDetails().getCodingFirstRep().getCode().equals("no-key"));
              assertThat(outcome.getIssueFirstRep().getExpression()).isNotEmpty();
            });
    assertThat(node.stage.stores.consents().find("c")).isEmpty();
  }

  @Test
  void lenient_handling_waits_for_the_key() {
    a_permit_without_a_key("Practitioner/2");
    var key = node.stage.registered("Practitioner/2", node.stage.newKey());
    node.stage.transactions.run(
        () -> {
          node.stage.stores.subjects().addReceiving(key);
          new KeyChangeUpkeep(node.tables, node.stage.transactions, node.stage.clock)
              .registered(key, Optional.empty());
        });
    assertThat(node.stage.stores.outbox().due(node.stage.clock.instant(), 10)).containsExactly("p");
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(state("c")).isEqualTo(EnforcementState.ENFORCED);
    assertThat(accessOf("Practitioner/2").kind()).isEqualTo(Access.Kind.GRANTED);
  }

  @Test
  void what_cannot_be_mapped_is_refused_or_stored_and_closes_the_record() {
    node.record(consent("c", 1, "permit", DOCTOR));
    node.reconciler.settle("p", LIMIT);
    Consent strange = consent("d", 1, "deny", DOCTOR);
    strange.getProvision().addModifierExtension().setUrl("http://strange");
    assertThatThrownBy(() -> node.record(strange)).isInstanceOf(UnprocessableEntityException.class);
    assertThat(accessOf(DOCTOR).kind()).isEqualTo(Access.Kind.GRANTED);
    node.record(
        strange, new ConsentRecorder.Writer(Optional.empty(), ConsentRecorder.Handling.LENIENT));
    assertThat(state("d")).isEqualTo(EnforcementState.REJECTED);
    assertThat(accessOf(DOCTOR).kind()).isEqualTo(Access.Kind.WITHHELD);
  }

  @Test
  void only_the_patient_or_a_recorder_writes_a_consent() {
    Consent consent = consent("c", 1, "permit", DOCTOR);
    assertThatThrownBy(() -> node.record(consent, by(DOCTOR)))
        .isInstanceOf(ForbiddenOperationException.class);
    assertThatThrownBy(() -> node.record(consent, by("Patient/q")))
        .isInstanceOf(ForbiddenOperationException.class);
    node.record(consent, by("Patient/p"));
    node.record(consent("c", 2, "permit", DOCTOR), by("Device/ehr", Reader.CONSENT_RECORDER));
    assertThatThrownBy(
            () -> node.stage.transactions.run(() -> node.recorder.forget("c", by(DOCTOR))))
        .isInstanceOf(ForbiddenOperationException.class);
  }

  @Test
  void a_replaced_key_loses_its_grants_and_the_new_one_gets_them() {
    node.record(consent("c", 1, "permit", DOCTOR));
    node.reconciler.settle("p", LIMIT);
    var old = node.stage.stores.subjects().receiving(DOCTOR);
    var key = node.stage.registered(DOCTOR, node.stage.newKey());
    node.stage.transactions.run(
        () -> {
          node.stage.stores.subjects().retireReceiving(DOCTOR);
          node.stage.stores.subjects().addReceiving(key);
          new KeyChangeUpkeep(node.tables, node.stage.transactions, node.stage.clock)
              .registered(key, old);
        });
    assertThat(grants()).isEmpty();
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(grants()).extracting(Grant::granteeKey).containsOnly(key.key());
  }
}
