// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.fhirpre.server.faults.Episode.Heard;
import org.fhirpre.server.story.Rows;

/** What must hold of everything that was begun, after a server came back. */
record Ledger(Story story, Rows rows, List<Episode> episodes) {
  /** Rows that have no business without another one; each counts what is wrong. */
  private static final Map<String, String> ORPHANS =
      Map.of(
          "grants without a Consent in force",
          "pre_grant g WHERE NOT EXISTS (SELECT 1 FROM pre_consent c WHERE c.consent_id ="
              + " g.consent_id AND c.state IN ('pending', 'partially-enforced', 'enforced'))",
          "grants on a segment that is not there",
          "pre_grant g WHERE NOT EXISTS (SELECT 1 FROM pre_segment s"
              + " WHERE s.segment_id = g.segment_id AND s.patient_id = g.patient_id)",
          "segments of nobody",
          "pre_segment s WHERE NOT EXISTS"
              + " (SELECT 1 FROM pre_patient p WHERE p.patient_id = s.patient_id)",
          "patients of ours that HAPI does not know",
          "pre_patient p WHERE NOT EXISTS (SELECT 1 FROM HFJ_RESOURCE r"
              + " WHERE r.FHIR_ID = p.patient_id AND r.RES_TYPE = 'Patient')",
          "Consents of ours that HAPI does not know in that version",
          "pre_consent c WHERE NOT EXISTS (SELECT 1 FROM HFJ_RESOURCE r WHERE r.RES_TYPE ="
              + " 'Consent' AND r.FHIR_ID = c.consent_id AND CAST(r.RES_VER AS VARCHAR(20)) ="
              + " c.version)",
          "Consents of HAPI that we do not know",
          "HFJ_RESOURCE r WHERE r.RES_TYPE = 'Consent' AND NOT EXISTS"
              + " (SELECT 1 FROM pre_consent c WHERE c.consent_id = r.FHIR_ID)",
          "resources without a body",
          "HFJ_RESOURCE r WHERE NOT EXISTS (SELECT 1 FROM HFJ_RES_VER v"
              + " WHERE v.RES_ID = r.RES_ID AND v.RES_VER = r.RES_VER)");

  void nothing_is_there_in_part() {
    ORPHANS.forEach((what, where) -> assertThat(rows.count(where)).as(what).isZero());
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
