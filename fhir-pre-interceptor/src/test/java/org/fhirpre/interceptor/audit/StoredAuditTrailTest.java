// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fhirpre.interceptor.audit.AuditEvents.Noted;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.AuditTrail.Kind;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.terminology.Label;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.junit.jupiter.api.Test;

class StoredAuditTrailTest {
  private static final Reader DOCTOR = new Reader("Practitioner/1", Set.of(), Set.of(), Set.of());

  private static final List<String> READ = List.of("Observation/1");

  private static final String BASE = "http://server/fhir";

  private final List<AuditEvent> stored = new CopyOnWriteArrayList<>();

  private static AuditTrail.Entry entry(Kind kind, String resource) {
    return new AuditTrail.Entry(kind, Optional.of(DOCTOR), "read", List.of(resource));
  }

  @Test
  void changes_of_keys_and_grants_are_stored_before_the_call_returns() {
    try (StoredAuditTrail trail = new StoredAuditTrail(stored::addAll, BASE, Clock.systemUTC())) {
      trail.record(entry(Kind.REVOCATION, "Consent/1"));
      assertThat(stored).hasSize(1);
    }
  }

  @Test
  void reads_are_stored_in_order_and_all_of_them_before_it_is_closed() {
    StoredAuditTrail trail = new StoredAuditTrail(stored::addAll, BASE, Clock.systemUTC());
    trail.start();
    for (int i = 0; i < 5_000; i++) {
      trail.record(entry(Kind.READ, "Observation/" + i));
    }
    trail.close();
    List<String> named = stored.stream().flatMap(StoredAuditTrailTest::named).toList();
    assertThat(named).hasSize(5_000).startsWith(BASE + "/Observation/0");
    assertThat(named).endsWith(BASE + "/Observation/4999");
  }

  @Test
  void what_one_reader_reads_in_a_moment_is_one_event_that_tells_of_each_access() {
    Instant start = Instant.parse("2026-01-05T10:00:00Z");
    List<AuditEvent> events =
        new AuditEvents(BASE)
            .of(
                List.of(
                    new Noted(entry(Kind.READ, "Observation/1"), start),
                    new Noted(entry(Kind.DENIAL, "Observation/2"), start.plusMillis(50)),
                    new Noted(entry(Kind.READ, "Observation/3"), start.plusMillis(150)),
                    new Noted(entry(Kind.READ, "Observation/1"), start.plusMillis(180))));
    assertThat(events).hasSize(2);
    assertThat(named(events.get(0)))
        .containsExactly(BASE + "/Observation/1", BASE + "/Observation/3", BASE + "/Observation/1");
    assertThat(events.get(0).getEntity())
        .extracting(entity -> entity.getDetailFirstRep().getValueStringType().getValue())
        .containsExactly(
            "2026-01-05T10:00:00Z", "2026-01-05T10:00:00.150Z", "2026-01-05T10:00:00.180Z");
    assertThat(events.get(0).getPeriod().getStart()).isEqualTo(start);
    assertThat(events.get(0).getPeriod().getEnd()).isEqualTo(start.plusMillis(180));
    assertThat(events.get(0).getOutcome()).isEqualTo(AuditEventOutcome._0);
    assertThat(named(events.get(1))).containsExactly(BASE + "/Observation/2");
    assertThat(events.get(1).getOutcome()).isEqualTo(AuditEventOutcome._4);
    assertThat(events.get(1).hasPeriod()).isFalse();
  }

  @Test
  void two_readers_and_two_purposes_of_one_have_events_of_their_own() {
    Label research = new Label("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HRESCH");
    List<Noted> reads =
        Stream.of(
                DOCTOR,
                new Reader("Practitioner/2", Set.of(), Set.of(), Set.of()),
                new Reader("Practitioner/1", Set.of(), Set.of(research), Set.of()))
            .map(who -> new AuditTrail.Entry(Kind.READ, Optional.of(who), "read", READ))
            .map(entry -> new Noted(entry, Instant.EPOCH))
            .toList();
    assertThat(new AuditEvents(BASE).of(reads))
        .extracting(event -> event.getAgentFirstRep().getWho().getIdentifier().getValue())
        .containsExactly(
            BASE + "/Practitioner/1", BASE + "/Practitioner/2", BASE + "/Practitioner/1");
  }

  @Test
  void an_access_to_more_than_an_event_names_is_told_by_several() {
    List<String> many = IntStream.range(0, 2_500).mapToObj(i -> "Observation/" + i).toList();
    AuditTrail.Entry all =
        new AuditTrail.Entry(Kind.READ, Optional.of(DOCTOR), "search-type", many);
    List<AuditEvent> events = new AuditEvents(BASE).of(List.of(new Noted(all, Instant.EPOCH)));
    assertThat(events).hasSize(3);
    assertThat(events.stream().flatMap(StoredAuditTrailTest::named)).hasSize(2_500);
  }

  private static Stream<String> named(AuditEvent event) {
    return event.getEntity().stream().map(entity -> entity.getWhat().getIdentifier().getValue());
  }

  @Test
  void what_cannot_be_stored_is_tried_again() {
    AtomicInteger calls = new AtomicInteger();
    StoredAuditTrail trail =
        new StoredAuditTrail(
            events -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("database away");
              }
              stored.addAll(events);
            },
            BASE,
            Clock.systemUTC());
    trail.start();
    trail.record(entry(Kind.DENIAL, "Observation/1"));
    trail.close();
    assertThat(stored).hasSize(1);
  }

  @Test
  void an_event_names_who_what_and_nothing_else() {
    try (StoredAuditTrail trail = new StoredAuditTrail(stored::addAll, BASE, Clock.systemUTC())) {
      trail.record(entry(Kind.GRANT, "Consent/1"));
    }
    AuditEvent event = stored.get(0);
    assertThat(event.getAgentFirstRep().getWho().getIdentifier().getValue())
        .isEqualTo(BASE + "/Practitioner/1");
    assertThat(event.getEntityFirstRep().getWhat().getIdentifier().getValue())
        .isEqualTo(BASE + "/Consent/1");
    assertThat(event.getAction()).isEqualTo(AuditEvent.AuditEventAction.C);
    assertThat(event.hasRecorded()).isTrue();
  }
}
