// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fhirpre.consent.Segment;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.interceptor.spi.AgentUnavailable;
import org.fhirpre.interceptor.spi.PatientNotEnrolled;
import org.fhirpre.interceptor.stage.Stage;
import org.fhirpre.interceptor.stage.TestAgent;
import org.fhirpre.interceptor.stage.TestDatabase;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

abstract class KeyDirectoryContract {
  private static final Facet NORMAL = Facet.of("N");
  private static final Facet HIV = Facet.of("HIV");

  private final Stage stage = new Stage(database());

  abstract TestDatabase database();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void a_first_write_enrols_the_patient_and_opens_a_segment() {
    JdbcKeyDirectory directory = stage.directory();
    SegmentKey key = directory.openSegment("p", NORMAL, ClassGroup.CLINICAL);
    assertThat(directory.openSegment("p", NORMAL, ClassGroup.CLINICAL)).isEqualTo(key);
    assertThat(stage.directory().openSegment("p", NORMAL, ClassGroup.CLINICAL)).isEqualTo(key);
    assertThat(directory.openSegment("p", HIV, ClassGroup.CLINICAL)).isNotEqualTo(key);
    assertThat(directory.openSegment("q", NORMAL, ClassGroup.CLINICAL)).isNotEqualTo(key);
    assertThat(directory.segments("p"))
        .extracting(Segment::facet)
        .containsExactlyInAnyOrder(NORMAL, HIV);
    assertThat(directory.segment(key.id()).orElseThrow().patientId()).isEqualTo("p");
    assertThat(directory.keyFragKey("p")).isPresent();
    assertThat(stage.agent.opened).hasValue(3);
  }

  @Test
  void the_map_of_segments_is_not_readable_in_the_database() throws Exception {
    stage.directory().openSegment("p", HIV, ClassGroup.CLINICAL);
    try (var connection = stage.database.getConnection();
        var rows = connection.createStatement().executeQuery("SELECT * FROM pre_segment")) {
      rows.next();
      StringBuilder all = new StringBuilder();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        Object value = rows.getObject(i);
        all.append(
            value instanceof byte[] bytes
                ? new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                : String.valueOf(value));
      }
      assertThat(all.toString()).doesNotContain("HIV").doesNotContain("clinical");
    }
  }

  @Test
  void two_concurrent_writers_get_one_segment() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<SegmentKey>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      JdbcKeyDirectory node = stage.directory();
      writers.add(
          () -> stage.transactions.run(() -> node.openSegment("p", NORMAL, ClassGroup.CLINICAL)));
    }
    Set<SegmentKey> keys = new HashSet<>();
    for (Future<SegmentKey> writer : threads.invokeAll(writers)) {
      keys.add(get(writer));
    }
    threads.shutdown();
    assertThat(keys).hasSize(1);
    assertThat(stage.directory().segments("p")).hasSize(1);
  }

  private static <T> T get(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void what_is_rolled_back_is_not_remembered() {
    JdbcKeyDirectory directory = stage.directory();
    assertThatThrownBy(
            () ->
                stage.transactions.run(
                    () -> {
                      directory.openSegment("p", NORMAL, ClassGroup.CLINICAL);
                      throw new IllegalStateException("the host refuses the write");
                    }))
        .hasMessage("the host refuses the write");
    assertThat(directory.keyFragKey("p")).isEmpty();
    SegmentKey second = directory.openSegment("p", NORMAL, ClassGroup.CLINICAL);
    assertThat(directory.segments("p")).extracting(Segment::id).containsExactly(second.id());
  }

  @Test
  void an_agent_that_does_not_answer_stores_nothing() {
    stage.agent.mood = TestAgent.Mood.DOWN;
    assertThatThrownBy(() -> stage.directory().openSegment("p", NORMAL, ClassGroup.CLINICAL))
        .isInstanceOf(AgentUnavailable.class)
        .hasMessageContaining("503");
    assertThat(stage.stores.patients().find("p")).isEmpty();
  }

  @Test
  void an_agent_that_proves_something_else_is_not_believed() {
    stage.agent.mood = TestAgent.Mood.FALSE_PROOFS;
    assertThatThrownBy(() -> stage.directory().openSegment("p", NORMAL, ClassGroup.CLINICAL))
        .isInstanceOf(AgentUnavailable.class);
    stage.agent.mood = TestAgent.Mood.HONEST;
    stage.directory().enrol("p");
    stage.agent.mood = TestAgent.Mood.FALSE_PROOFS;
    assertThatThrownBy(() -> stage.directory().openSegment("p", NORMAL, ClassGroup.CLINICAL))
        .isInstanceOf(AgentUnavailable.class);
    assertThat(stage.directory().segments("p")).isEmpty();
  }

  @Test
  void patients_are_enrolled_only_where_the_deployment_says_so() {
    JdbcKeyDirectory strict =
        new JdbcKeyDirectory(stage.stores, stage.enrolment(Enrolment.Policy.ON_REQUEST));
    assertThatThrownBy(() -> strict.openSegment("p", NORMAL, ClassGroup.CLINICAL))
        .isInstanceOf(PatientNotEnrolled.class);
    strict.enrol("p");
    strict.openSegment("p", NORMAL, ClassGroup.CLINICAL);
    assertThat(strict.segments("p")).hasSize(1);
  }

  @Test
  void without_an_agent_no_segment_is_opened() {
    Enrolment none =
        new Enrolment(Optional.empty(), Stage.SERVER, Enrolment.Policy.ON_FIRST_WRITE, stage.clock);
    assertThatThrownBy(
            () ->
                new JdbcKeyDirectory(stage.stores, none)
                    .openSegment("p", NORMAL, ClassGroup.CLINICAL))
        .isInstanceOf(AgentUnavailable.class);
  }

  @Test
  void a_registered_key_is_found_by_its_subject() {
    var key = stage.grantee("Practitioner/1");
    assertThat(stage.directory().receivingKey("Practitioner/1").orElseThrow().key())
        .isEqualTo(key.publicKey());
    assertThat(stage.directory().receivingKey("Practitioner/2")).isEmpty();
  }
}
