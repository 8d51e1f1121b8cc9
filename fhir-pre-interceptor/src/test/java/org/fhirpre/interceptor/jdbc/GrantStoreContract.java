// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.fhirpre.consent.ConsentRef;
import org.fhirpre.crypto.ConsentContext;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.interceptor.spi.GrantStore;
import org.fhirpre.interceptor.spi.GrantStore.Grant;
import org.fhirpre.interceptor.spi.GrantStore.LiveGrant;
import org.fhirpre.interceptor.stage.Stage;
import org.fhirpre.interceptor.stage.TestDatabase;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link GrantStore} promises, on a database. */
abstract class GrantStoreContract {
  private static final String DOCTOR = "Practitioner/1";

  private final Stage stage = new Stage(database());
  private final GrantStore store = stage.grants();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final TerminalSecretKey doctor = stage.grantee(DOCTOR);
  private SegmentKey segment = stage.directory().openSegment("p", Facet.of("N"), ClassGroup.OTHER);

  abstract TestDatabase database();

  @BeforeEach
  void put() {
    put(grant(), edge());
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private ConsentContext context() {
    return ConsentContext.builder()
        .consent("Consent/c")
        .version("1")
        .patient("Patient/p")
        .segment(segment.id())
        .delegator(segment.key())
        .delegatee(doctor.publicKey())
        .maxDepth(1)
        .notBefore(now)
        .notAfter(now.plusSeconds(60))
        .build();
  }

  private Grant grant() {
    return new Grant(
        Base64.getUrlEncoder().withoutPadding().encodeToString(context().digest()),
        new ConsentRef("Consent/c", "1"),
        "p",
        segment.id(),
        doctor.publicKey(),
        1,
        now,
        now.plusSeconds(60));
  }

  private GrantEdge edge() {
    return stage.agent.delegate("Patient/p", segment.id(), context());
  }

  private void put(Grant grant, GrantEdge edge) {
    store.put(grant, edge);
  }

  private List<LiveGrant> find(Instant at) {
    return store.find(Set.of(segment.id()), Set.of(DOCTOR, "Organization/none"), at);
  }

  @Test
  void finds_what_was_put_verified() {
    LiveGrant live = find(now).get(0);
    assertThat(live.grantee()).isEqualTo(DOCTOR);
    assertThat(live.segment()).isEqualTo(segment.id());
    assertThat(live.grant().delegatee()).isEqualTo(doctor.publicKey());
    assertThat(store.ofPatient("p")).containsExactly(grant());
    assertThat(store.patientsGranting(doctor.publicKey())).containsExactly("p");
    assertThat(store.find(Set.of(segment.id()), Set.of("Practitioner/2"), now)).isEmpty();
    assertThat(store.find(Set.of(), Set.of(DOCTOR), now)).isEmpty();
  }

  @Test
  void the_beginning_is_inclusive_and_the_end_exclusive() {
    assertThat(find(now.minusSeconds(1))).isEmpty();
    assertThat(find(now)).hasSize(1);
    assertThat(find(now.plusSeconds(59))).hasSize(1);
    assertThat(find(now.plusSeconds(60))).isEmpty();
  }

  @Test
  void putting_the_same_again_changes_nothing() {
    store.put(grant(), edge());
    assertThat(find(now)).hasSize(1);
  }

  @Test
  void a_deleted_grant_is_gone_on_every_node_and_deleting_again_succeeds() {
    GrantStore other = stage.grants();
    assertThat(other.find(Set.of(segment.id()), Set.of(DOCTOR), now)).hasSize(1);
    store.delete(List.of(grant().entry()));
    store.delete(List.of(grant().entry()));
    assertThat(find(now)).isEmpty();
    assertThat(other.find(Set.of(segment.id()), Set.of(DOCTOR), now)).isEmpty();
  }

  @Test
  void a_retired_key_has_no_live_grants() {
    stage.stores.subjects().retireReceiving(DOCTOR);
    assertThat(find(now)).isEmpty();
  }

  @Test
  void a_row_that_was_tampered_with_is_as_good_as_absent() {
    assertThat(find(now)).hasSize(1);
    stage.execute("UPDATE pre_grant SET not_after_s = not_after_s + 3600");
    assertThat(find(now)).isEmpty();
    stage.execute("UPDATE pre_grant SET not_after_s = not_after_s - 3600");
    assertThat(find(now)).hasSize(1);
    stage.execute("UPDATE pre_grant SET consent_id = 'other'");
    assertThat(find(now)).isEmpty();
  }

  @Test
  void the_edge_is_not_readable_in_the_database() throws Exception {
    byte[] edge = edge().toBytes();
    try (var connection = stage.database.getConnection();
        var rows = connection.createStatement().executeQuery("SELECT edge FROM pre_grant")) {
      rows.next();
      assertThat(rows.getBytes(1)).isNotEqualTo(edge).hasSizeGreaterThan(edge.length);
    }
  }

  @Test
  void it_joins_the_callers_transaction() {
    assertThatThrownBy(
            () ->
                stage.transactions.run(
                    () -> {
                      store.delete(List.of(grant().entry()));
                      assertThat(find(now)).isEmpty();
                      throw new IllegalStateException("rolled back");
                    }))
        .hasMessage("rolled back");
    assertThat(find(now)).hasSize(1);
  }
}
