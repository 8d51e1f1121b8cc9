// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.AuditTrail.Kind;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.r4.model.AuditEvent;
import org.junit.jupiter.api.Test;

class StoredAuditTrailTest {
  private static final Reader DOCTOR = new Reader("Practitioner/1", Set.of(), Set.of(), Set.of());

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
    assertThat(stored).hasSize(5_000);
    assertThat(stored.get(4_999).getEntityFirstRep().getWhat().getIdentifier().getValue())
        .isEqualTo(BASE + "/Observation/4999");
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
