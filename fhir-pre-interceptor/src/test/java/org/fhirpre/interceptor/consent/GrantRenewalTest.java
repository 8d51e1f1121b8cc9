// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.interceptor.consent.ConsentStage.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.EnforcementState;
import org.fhirpre.interceptor.spi.GrantStore.Grant;
import org.fhirpre.interceptor.stage.TestAgent.Mood;
import org.fhirpre.interceptor.stage.TestDatabase;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A grant that reaches no further than its epochs is renewed, and nothing closes meanwhile. */
class GrantRenewalTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration TWO_YEARS = Duration.ofDays(2 * 365L);
  private static final String DOCTOR = "Practitioner/1";

  private final ConsentStage node = new ConsentStage(TestDatabase.H2);

  @BeforeEach
  void an_open_consent_with_a_live_grant() {
    node.stage.resource("Patient", "p");
    node.directory.openSegment("p", Facet.of("N"), ClassGroup.CLINICAL);
    node.stage.grantee(DOCTOR);
    node.record(consent("c", 1, "permit", DOCTOR));
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
  }

  @AfterEach
  void close() {
    node.stage.close();
  }

  @Test
  void while_the_agent_is_away_the_grant_stays_and_its_renewal_is_due() {
    List<Grant> before = grants();
    node.stage.clock.advance(TWO_YEARS);
    node.stage.agent.mood = Mood.DOWN;
    assertThat(node.reconciler.settle("p", LIMIT)).isFalse();
    assertThat(grants()).isEqualTo(before);
    assertThat(row().state()).isEqualTo(EnforcementState.ENFORCED);
    assertThat(books().gaps(row()).values()).containsExactly(Books.Gap.RENEWAL_DUE);
    assertThat(node.stage.stores.outbox().attempts("p")).isPresent();

    node.stage.agent.mood = Mood.HONEST;
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(grants())
        .singleElement()
        .satisfies(grant -> assertThat(grant.notAfter()).isAfter(before.get(0).notAfter()));
    assertThat(books().gaps(row())).isEmpty();
  }

  @Test
  void patients_whose_grants_end_are_found_to_the_second() {
    Instant end = grants().get(0).notAfter();
    assertThat(node.tables.grants().patientsWithGrantsEndingBy(end)).containsExactly("p");
    assertThat(node.tables.grants().patientsWithGrantsEndingBy(end.minusSeconds(1))).isEmpty();
  }

  @Test
  void a_year_later_nothing_is_due() {
    List<Grant> before = grants();
    node.stage.clock.advance(Duration.ofDays(365));
    node.stage.agent.mood = Mood.DOWN;
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(grants()).isEqualTo(before);
  }

  @Test
  void a_grant_of_a_consent_that_is_shortened_goes_at_once() {
    Consent shorter = consent("c", 2, "permit", DOCTOR);
    Instant end = node.stage.clock.instant().plus(Duration.ofDays(20));
    shorter.getProvision().getPeriod().setEndElement(new DateTimeType(end.toString()));
    node.record(shorter);
    assertThat(grants()).isEmpty();
    assertThat(row().state()).isEqualTo(EnforcementState.PENDING);
  }

  @Test
  void what_is_refused_is_deleted_is_no_longer_asked_for_and_may_be_granted_later() {
    String entry = grants().get(0).entry();
    keep(new GrantUpkeep.Answer(List.of(), Set.of(entry)));
    assertThat(grants()).isEmpty();
    assertThat(books().gaps(row()).values()).containsExactly(Books.Gap.REFUSED);
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(grants()).isEmpty();

    Consent renewed = consent("c", 2, "permit", DOCTOR);
    node.record(renewed);
    assertThat(node.reconciler.settle("p", LIMIT)).isTrue();
    assertThat(grants()).as("another version asks anew").hasSize(1);
  }

  private void keep(GrantUpkeep.Answer answer) {
    node.stage.transactions.run(
        () -> {
          node.upkeep.keep("p", answer, node.stage.clock.instant());
        });
  }

  private Books books() {
    return node.upkeep.books("p", node.stage.clock.instant());
  }

  private ConsentRow row() {
    return node.stage.stores.consents().find("c").orElseThrow();
  }

  private List<Grant> grants() {
    return node.tables.grants().ofPatient("p");
  }
}
