// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.emergency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.fhirpre.consent.Residual;
import org.fhirpre.interceptor.jdbc.BreakGlassStore;
import org.fhirpre.interceptor.spi.Circumstances;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.interceptor.stage.Stage;
import org.fhirpre.interceptor.stage.TestDatabase;
import org.fhirpre.terminology.CodeSystems;
import org.fhirpre.terminology.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

abstract class EmergencySessionsContract {
  private static final Label BTG = new Label(CodeSystems.ACT_REASON, "BTG");
  private static final Label REASON = new Label("urn:r", "life-threat");

  private final Stage stage = new Stage(database());
  private final EmergencySessions node = node();
  private final EmergencySessions otherNode = node();

  abstract TestDatabase database();

  @AfterEach
  void close() {
    stage.close();
  }

  private BreakGlassStore store() {
    return new BreakGlassStore(stage.source, stage.serverKeys.seal());
  }

  private EmergencySessions node() {
    return new EmergencySessions(store(), stage.clock);
  }

  private static Reader reader(String subject, String client) {
    Circumstances at = new Circumstances(client, Set.of(), Set.of(), Residual.ABSENT, Map.of());
    return new Reader(subject, Set.of(subject), Set.of(), Set.of(), at);
  }

  private EmergencySessions.Opened opened() {
    EmergencySession session =
        new EmergencySession(
            "Practitioner/1",
            "app",
            "Patient/p",
            BTG,
            REASON,
            "found unconscious",
            stage.clock.millis());
    return node.open(session, Duration.ofMinutes(10));
  }

  @Test
  void a_session_holds_on_every_node_for_its_person_and_client() {
    String secret = opened().secret();
    assertThat(otherNode.of(reader("Practitioner/1", "app"), secret))
        .isEqualTo(Map.of("Patient/p", BTG));
    refused(reader("Practitioner/2", "app"), secret);
    refused(reader("Practitioner/1", "other"), secret);
    refused(reader("Practitioner/1", "app"), secret + "x");
  }

  @Test
  void a_session_ends() {
    String secret = opened().secret();
    stage.clock.advance(Duration.ofMinutes(11));
    refused(reader("Practitioner/1", "app"), secret);
  }

  @Test
  void a_session_whose_end_was_moved_does_not_open() {
    String secret = opened().secret();
    stage.execute("UPDATE pre_break_glass SET expires_ms = expires_ms + 1");
    refused(reader("Practitioner/1", "app"), secret);
  }

  @Test
  void a_patient_is_told_once_and_told_sessions_are_forgotten_when_they_end() {
    EmergencySessions.Opened opened = opened();
    assertThat(store().untold()).hasSize(1);
    assertThat(store().tell(opened.row().hash())).isTrue();
    assertThat(store().tell(opened.row().hash())).isFalse();
    assertThat(store().untold()).isEmpty();
    store().forget(stage.clock.instant());
    assertThat(store().live(opened.row().hash(), stage.clock.instant())).isPresent();
    stage.clock.advance(Duration.ofMinutes(11));
    store().forget(stage.clock.instant());
    assertThat(store().live(opened.row().hash(), opened.row().expires().minusSeconds(60)))
        .isEmpty();
  }

  private void refused(Reader reader, String secret) {
    assertThatThrownBy(() -> node.of(reader, secret))
        .isInstanceOf(ForbiddenOperationException.class);
  }
}
