// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.stage.Stage;
import org.fhirpre.interceptor.stage.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class StoreContract {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private final Stage stage = new Stage(database());

  abstract TestDatabase database();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void migrating_again_changes_nothing_and_a_used_schema_is_no_hindrance() {
    Schema.migrate(stage.database);
    DataSource used = database().fresh();
    new Sql(used).update("CREATE TABLE HFJ_RESOURCE (RES_ID BIGINT)");
    Schema.migrate(used);
    assertThat(new PreMeta(used).find("tenant")).isEmpty();
  }

  @Test
  void meta_is_written_once() {
    PreMeta meta = new PreMeta(stage.source);
    assertThat(meta.remember("zone", "UTC")).isEqualTo("UTC");
    assertThat(meta.remember("zone", "Europe/Zurich")).isEqualTo("UTC");
    assertThat(meta.has("zo")).isTrue();
    assertThat(meta.has("nothing")).isFalse();
  }

  @Test
  void a_refused_insert_leaves_the_transaction_usable() {
    Sql sql = new Sql(stage.source);
    String insert = "INSERT INTO pre_meta (meta_name, meta_value) VALUES (?, ?)";
    boolean second =
        stage.transactions.run(
            () -> {
              sql.insert(insert, "a", "1");
              return sql.insert(insert, "a", "2");
            });
    assertThat(second).isFalse();
    assertThat(new PreMeta(stage.source).find("a")).contains("1");
  }

  @Test
  void a_failure_says_no_values() {
    assertThatThrownBy(() -> new Sql(stage.source).update("INSERT INTO nowhere VALUES ('secret')"))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 32, 33, 100})
  void a_list_of_any_length_finds_its_values_and_no_others(int length) {
    Sql sql = new Sql(stage.source);
    sql.update("CREATE TABLE listed (place INTEGER, text VARCHAR(9), number BIGINT)");
    for (long i = 0; i < 101; i++) {
      sql.update("INSERT INTO listed VALUES (?, ?, ?)", i, "t" + i, i << 40);
    }
    List<Long> asked = LongStream.range(0, length).boxed().toList();
    String[] texts = asked.stream().map(i -> "t" + i).toArray(String[]::new);
    Long[] numbers = asked.stream().map(i -> i << 40).toArray(Long[]::new);
    String query =
        "SELECT place FROM listed WHERE place < ? AND number = ANY(?) AND text = ANY(?)"
            + " AND place >= ? ORDER BY place";
    assertThat(sql.query(query, row -> row.getLong(1), 101, numbers, texts, 0)).isEqualTo(asked);
  }

  private ConsentRow row(EnforcementState state, String body) {
    return new ConsentRow(
        "c",
        "1",
        Optional.of("p"),
        state,
        NOW,
        Optional.of(NOW.plusSeconds(60)),
        false,
        ConsentRow.Body.of(body));
  }

  @Test
  void a_consent_comes_back_as_it_was_put() {
    ConsentStore store = stage.stores.consents();
    store.put(row(EnforcementState.PENDING, "first"));
    store.put(row(EnforcementState.PENDING, "second"));
    ConsentRow found = store.find("c").orElseThrow();
    assertThat(found.body().open()).isEqualTo("second");
    assertThat(found.state()).isEqualTo(EnforcementState.PENDING);
    assertThat(found.ends()).contains(NOW.plusSeconds(60));
    assertThat(store.deciding(List.of("p", "q"))).hasSize(1);
    assertThat(store.unfinishedPatients()).containsExactly("p");
    assertThat(store.overduePatients(NOW)).isEmpty();
    assertThat(store.overduePatients(NOW.plusSeconds(60))).containsExactly("p");
  }

  @Test
  void an_ended_period_counts_before_it_is_swept() {
    ConsentStore store = stage.stores.consents();
    store.put(row(EnforcementState.ENFORCED, "body"));
    ConsentRow found = store.findAll(List.of("c", "unknown")).get(0);
    assertThat(found.stateAt(NOW)).isEqualTo(EnforcementState.ENFORCED);
    assertThat(found.sinceAt(NOW)).isEqualTo(NOW);
    Instant end = NOW.plusSeconds(60);
    assertThat(found.stateAt(end)).isEqualTo(EnforcementState.EXPIRED);
    assertThat(found.sinceAt(end)).isEqualTo(end);
  }

  @Test
  void what_is_built_in_decides_without_being_stored() {
    ConsentRow own = row(EnforcementState.ENFORCED, "own");
    ConsentStore store = new ConsentStore(stage.source, stage.serverKeys.seal(), List.of(own));
    assertThat(store.hasActive("p")).isTrue();
    assertThat(store.hasActive("q")).isFalse();
    assertThat(store.deciding(List.of("p", "q"))).containsExactly(own);
    assertThat(store.deciding(List.of("q"))).isEmpty();
    assertThat(store.unfinishedPatients()).containsExactly("p");
    assertThat(store.find("c")).isEmpty();
  }

  @Test
  void authority_ends_by_its_time_by_withdrawal_and_with_either_person() {
    RepresentativeStore store = new RepresentativeStore(stage.source);
    store.put("p", "RelatedPerson/r", Optional.of(NOW.plusSeconds(60)));
    assertThat(store.acts("p", "RelatedPerson/r", NOW)).isTrue();
    assertThat(store.acts("p", "RelatedPerson/r", NOW.plusSeconds(60))).isFalse();
    assertThat(store.acts("q", "RelatedPerson/r", NOW)).isFalse();
    store.put("p", "RelatedPerson/r", Optional.empty());
    assertThat(store.acts("p", "RelatedPerson/r", Instant.parse("2126-01-01T00:00:00Z"))).isTrue();
    store.remove("p", "RelatedPerson/r");
    assertThat(store.acts("p", "RelatedPerson/r", NOW)).isFalse();
    for (String gone : List.of("Patient/p", "RelatedPerson/r")) {
      store.put("p", "RelatedPerson/r", Optional.empty());
      store.removeAll("Patient/r");
      assertThat(store.acts("p", "RelatedPerson/r", NOW)).isTrue();
      store.removeAll(gone);
      assertThat(store.acts("p", "RelatedPerson/r", NOW)).isFalse();
    }
  }

  @Test
  void since_moves_only_with_the_state() {
    ConsentStore store = stage.stores.consents();
    store.put(row(EnforcementState.PENDING, "body"));
    store.setState("c", EnforcementState.PENDING, NOW.plusSeconds(5));
    assertThat(store.find("c").orElseThrow().since()).isEqualTo(NOW);
    store.setState("c", EnforcementState.REVOKED, NOW.plusSeconds(9));
    assertThat(store.find("c").orElseThrow().since()).isEqualTo(NOW.plusSeconds(9));
    assertThat(store.hasActive("p")).isFalse();
    assertThat(store.deciding(List.of("p"))).isEmpty();
  }

  @Test
  void a_body_belongs_to_its_row() {
    stage.stores.consents().put(row(EnforcementState.PENDING, "body"));
    stage.execute("UPDATE pre_consent SET patient_id = 'q'");
    ConsentRow moved = stage.stores.consents().find("c").orElseThrow();
    assertThatThrownBy(() -> moved.body().open()).isInstanceOf(PreException.OpenFailed.class);
  }

  @Test
  void the_outbox_gives_what_is_due_longest_first() {
    Outbox outbox = stage.stores.outbox();
    outbox.enqueue("p", NOW);
    outbox.enqueue("q", NOW.minusSeconds(5));
    assertThat(outbox.due(NOW, 10)).containsExactly("q", "p");
    outbox.postpone("q", NOW.plusSeconds(2));
    assertThat(outbox.attempts("q")).contains(1);
    assertThat(outbox.due(NOW, 10)).containsExactly("p");
    outbox.enqueue("q", NOW);
    assertThat(outbox.attempts("q")).contains(1);
    outbox.remove("p");
    assertThat(outbox.due(NOW, 10)).containsExactly("q");
  }

  @Test
  void a_key_serves_one_subject_and_a_subject_has_one_live_key() {
    SubjectKeyStore subjects = stage.stores.subjects();
    var key = stage.grantee("Practitioner/1");
    assertThat(subjects.addReceiving(stage.registered("Practitioner/2", key))).isFalse();
    assertThat(subjects.addReceiving(stage.registered("Practitioner/1", stage.newKey()))).isFalse();
    subjects.retireReceiving("Practitioner/1");
    assertThat(subjects.addReceiving(stage.registered("Practitioner/1", stage.newKey()))).isTrue();
    assertThat(subjects.known(key.publicKey().id())).isTrue();
    assertThat(subjects.live("Practitioner/1")).hasSize(1);
  }
}
