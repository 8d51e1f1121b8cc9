// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.fhirpre.server.story.Rows;

/** Rows that have no business without another one. */
final class Orphans {
  /** Each counts what is wrong. A deleted Consent has one version more with HAPI than with us. */
  private static final Map<String, String> ORPHANS =
      Map.of(
          "grants without a Consent in force",
          "pre_grant g WHERE NOT EXISTS (SELECT 1 FROM pre_consent c WHERE c.consent_id ="
              + " g.consent_id AND c.state IN ('pending', 'partially-enforced', 'enforced'))",
          "grants on a segment that is not there",
          "pre_grant g WHERE NOT EXISTS (SELECT 1 FROM pre_segment s"
              + " WHERE s.segment_id = g.segment_id AND s.patient_id = g.patient_id)",
          "grants to a key that is not live",
          "pre_grant g WHERE NOT EXISTS (SELECT 1 FROM pre_subject_key k"
              + " WHERE k.key_id = g.grantee_key_id AND k.live_for IS NOT NULL)",
          "segments of nobody",
          "pre_segment s WHERE NOT EXISTS"
              + " (SELECT 1 FROM pre_patient p WHERE p.patient_id = s.patient_id)",
          "patients of ours that HAPI does not know",
          "pre_patient p WHERE NOT EXISTS (SELECT 1 FROM HFJ_RESOURCE r"
              + " WHERE r.FHIR_ID = p.patient_id AND r.RES_TYPE = 'Patient')",
          "Consents of ours that HAPI does not know in that version",
          "pre_consent c WHERE NOT EXISTS (SELECT 1 FROM HFJ_RESOURCE r WHERE r.RES_TYPE ="
              + " 'Consent' AND r.FHIR_ID = c.consent_id AND CAST(r.RES_VER AS VARCHAR(20)) ="
              + " c.version AND r.RES_DELETED_AT IS NULL)"
              + " AND NOT EXISTS (SELECT 1 FROM HFJ_RESOURCE r WHERE r.RES_TYPE = 'Consent'"
              + " AND r.FHIR_ID = c.consent_id AND r.RES_DELETED_AT IS NOT NULL"
              + " AND c.state IN ('revoked', 'none', 'expired'))",
          "Consents of HAPI that we do not know",
          "HFJ_RESOURCE r WHERE r.RES_TYPE = 'Consent' AND NOT EXISTS"
              + " (SELECT 1 FROM pre_consent c WHERE c.consent_id = r.FHIR_ID)",
          "resources without a body",
          "HFJ_RESOURCE r WHERE NOT EXISTS (SELECT 1 FROM HFJ_RES_VER v"
              + " WHERE v.RES_ID = r.RES_ID AND v.RES_VER = r.RES_VER)");

  private Orphans() {}

  static void none(Rows rows) {
    ORPHANS.forEach((what, where) -> assertThat(rows.count(where)).as(what).isZero());
  }
}
