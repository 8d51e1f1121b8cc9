// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.fhirpre.interceptor.spi.ServerSeal;

/**
 * Table {@code pre_relabel_pending}: resources that got labels after they were sealed. A row names
 * its patient; which resource it means is sealed.
 *
 * <p>Thread safety: called concurrently.
 */
public final class PendingStore {
  private static final String TABLE = "pre_relabel_pending";

  private final Sql sql;
  private final ServerSeal seal;
  private final SegmentLookup lookup;

  public PendingStore(DataSource source, ServerSeal seal, SegmentLookup lookup) {
    this.sql = new Sql(source);
    this.seal = seal;
    this.lookup = lookup;
  }

  /** Adds a resource for each of its patients; without effect where it is there. */
  public void add(String reference, Collection<String> patientIds) {
    String key = lookup.of(TABLE, reference);
    for (String patientId : patientIds) {
      sql.insert(
          "INSERT INTO pre_relabel_pending (lookup, patient_id, body) VALUES (?, ?, ?)",
          key,
          patientId,
          seal.seal(reference.getBytes(UTF_8), RowBinding.of(TABLE, key, patientId)));
    }
  }

  public void remove(String reference) {
    sql.update("DELETE FROM pre_relabel_pending WHERE lookup = ?", lookup.of(TABLE, reference));
  }

  /** References of a patient's, in no order that means anything. */
  public List<String> ofPatient(String patientId) {
    return sql.query(
        "SELECT lookup, body FROM pre_relabel_pending WHERE patient_id = ? ORDER BY lookup",
        row -> {
          byte[] binding = RowBinding.of(TABLE, row.getString("lookup"), patientId);
          return new String(seal.open(row.getBytes("body"), binding), UTF_8);
        },
        patientId);
  }

  /** How many resources wait, of all patients. */
  public long count() {
    return sql.query(
            "SELECT COUNT(DISTINCT lookup) FROM pre_relabel_pending", row -> row.getLong(1))
        .get(0);
  }
}
