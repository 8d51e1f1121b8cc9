// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Table {@code pre_outbox}: patients whose grants are not yet what their Consents call for. A row
 * survives crashes and is taken away only by the transaction that stored the last missing grant.
 *
 * <p>Thread safety: called concurrently; whoever writes holds the patient's lock.
 */
public final class Outbox {
  private final Sql sql;

  public Outbox(DataSource source) {
    this.sql = new Sql(source);
  }

  /** Makes the patient due at once. */
  public void enqueue(String patientId, Instant now) {
    long ms = now.toEpochMilli();
    if (sql.update("UPDATE pre_outbox SET next_ms = ? WHERE patient_id = ?", ms, patientId) == 0) {
      sql.insert(
          "INSERT INTO pre_outbox (patient_id, since_ms, attempts, next_ms) VALUES (?, ?, 0, ?)",
          patientId,
          ms,
          ms);
    }
  }

  /** How often the patient's grants were tried in vain; empty if nothing is open. */
  public Optional<Integer> attempts(String patientId) {
    return sql.first(
        "SELECT attempts FROM pre_outbox WHERE patient_id = ?", row -> row.getInt(1), patientId);
  }

  /** Counts an attempt in vain. */
  public void postpone(String patientId, Instant next) {
    sql.update(
        "UPDATE pre_outbox SET attempts = attempts + 1, next_ms = ? WHERE patient_id = ?",
        next.toEpochMilli(),
        patientId);
  }

  public void remove(String patientId) {
    sql.update("DELETE FROM pre_outbox WHERE patient_id = ?", patientId);
  }

  /** Patients that are due, longest first. */
  public List<String> due(Instant now, int limit) {
    return sql.query(
        "SELECT patient_id FROM pre_outbox WHERE next_ms <= ? ORDER BY next_ms FETCH FIRST "
            + limit
            + " ROWS ONLY",
        row -> row.getString(1),
        now.toEpochMilli());
  }
}
