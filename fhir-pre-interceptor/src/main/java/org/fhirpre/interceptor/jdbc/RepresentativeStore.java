// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code pre_representative}: whose authority to act for a patient is registered.
 *
 * <p>Thread safety: called concurrently; whoever writes holds the patient's lock.
 */
public final class RepresentativeStore {
  private final Sql sql;

  public RepresentativeStore(DataSource source) {
    this.sql = new Sql(source);
  }

  /**
   * @param subject literal reference, {@code RelatedPerson/x}
   */
  public boolean acts(String patientId, String subject, Instant now) {
    return sql.first(
            "SELECT 1 FROM pre_representative WHERE patient_id = ? AND subject = ?"
                + " AND (ends_ms IS NULL OR ends_ms > ?)",
            row -> true,
            patientId,
            subject,
            now.toEpochMilli())
        .isPresent();
  }

  /**
   * Replaces what was registered for the two.
   *
   * @param ends exclusive; empty: until it is withdrawn
   */
  public void put(String patientId, String subject, Optional<Instant> ends) {
    remove(patientId, subject);
    @Nullable Long endsMs = ends.map(Instant::toEpochMilli).orElse(null);
    sql.update(
        "INSERT INTO pre_representative (patient_id, subject, ends_ms) VALUES (?, ?, ?)",
        patientId,
        subject,
        endsMs);
  }

  public void remove(String patientId, String subject) {
    sql.update(
        "DELETE FROM pre_representative WHERE patient_id = ? AND subject = ?", patientId, subject);
  }

  /** Forgets whatever a deleted patient, or a deleted representative, had. */
  public void removeAll(String reference) {
    sql.update(
        "DELETE FROM pre_representative WHERE subject = ? OR patient_id = ?",
        reference,
        reference.startsWith("Patient/") ? reference.substring("Patient/".length()) : "");
  }
}
