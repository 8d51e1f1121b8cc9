// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fhirpre.server.faults.Episode.Heard;
import org.fhirpre.server.story.Rows;

/** What must hold of everything that was begun, after a server came back. */
record Ledger(Story story, Rows rows, List<Episode> episodes) {
  void nothing_is_there_in_part() {
    Orphans.none(rows);
    for (Episode episode : episodes) {
      assertThat(stored(episode)).isIn(0L, (long) episode.ids().size());
    }
  }

  /** Records, Consents in force, and revocations; each record opens for a reader who may. */
  void all_that_was_acknowledged_holds() {
    for (Episode episode : episodes) {
      boolean stored = stored(episode) > 0;
      if (episode.heard() != Heard.RECORDS_SENT) {
        assertThat(stored).isTrue();
      }
      if (episode.heard() == Heard.REVOKED) {
        assertThat(episode.read()).isEmpty();
        assertThat(rows.grantsOf(episode.consentId())).isZero();
      }
      if (stored && episode.heard() != Heard.ENFORCED) {
        story.consent(episode.patient());
      }
      if (stored) {
        assertThat(episode.read()).isEqualTo(episode.written());
      }
    }
  }

  private long stored(Episode episode) {
    return episode.ids().stream()
        .mapToLong(
            id ->
                rows.count("HFJ_RESOURCE WHERE RES_DELETED_AT IS NULL AND FHIR_ID = '" + id + "'"))
        .sum();
  }
}
