// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Table {@code pre_refusal}: entries of grant plans that a patient has said no to.
 *
 * <p>Thread safety: called concurrently; whoever writes holds the patient's lock.
 */
public final class RefusalStore {
  private final Sql sql;

  public RefusalStore(DataSource source) {
    this.sql = new Sql(source);
  }

  public Set<String> ofPatient(String patientId) {
    return new HashSet<>(
        sql.query(
            "SELECT entry_id FROM pre_refusal WHERE patient_id = ?",
            row -> row.getString(1),
            patientId));
  }

  /** Adds refusals; adding one again changes nothing. */
  public void add(String patientId, Collection<String> entries) {
    entries.forEach(
        entry ->
            sql.insert(
                "INSERT INTO pre_refusal (entry_id, patient_id) VALUES (?, ?)", entry, patientId));
  }

  public void delete(Collection<String> entries) {
    if (!entries.isEmpty()) {
      sql.update("DELETE FROM pre_refusal WHERE entry_id = ANY(?)", (Object) Sql.array(entries));
    }
  }
}
