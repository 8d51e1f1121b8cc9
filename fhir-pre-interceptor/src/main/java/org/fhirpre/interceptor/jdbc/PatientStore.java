// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.fhirpre.crypto.KeyFragVerifyingKey;
import org.fhirpre.crypto.PossessionProof;

/**
 * Table {@code pre_patient}.
 *
 * <p>Thread safety: called concurrently.
 */
public final class PatientStore {
  private final Sql sql;

  public PatientStore(DataSource source) {
    this.sql = new Sql(source);
  }

  public Optional<EnrolledPatient> find(String patientId) {
    return sql.first(
        "SELECT * FROM pre_patient WHERE patient_id = ?", PatientStore::patient, patientId);
  }

  /**
   * Takes the patient's lock until the transaction ends: whoever changes her segments, Consents,
   * grants or outbox row holds it.
   *
   * @return whether there is such a patient
   */
  public boolean lock(String patientId) {
    return sql.first(
            "SELECT patient_id FROM pre_patient WHERE patient_id = ? FOR UPDATE",
            row -> true,
            patientId)
        .isPresent();
  }

  /** Adds a patient unless she is there; waits for a transaction that is adding her. */
  public boolean add(EnrolledPatient patient) {
    return sql.insert(
        "INSERT INTO pre_patient (patient_id, agent_kind, directory_id, kfrag_key, possession,"
            + " enrolled_s) VALUES (?, ?, ?, ?, ?, ?)",
        patient.patientId(),
        patient.agent().name().toLowerCase(Locale.ROOT),
        patient.directoryId(),
        patient.kfragKey().toBytes(),
        patient.possession().toBytes(),
        patient.enrolled().getEpochSecond());
  }

  private static EnrolledPatient patient(ResultSet row) throws SQLException {
    return new EnrolledPatient(
        row.getString("patient_id"),
        EnrolledPatient.AgentKind.valueOf(row.getString("agent_kind").toUpperCase(Locale.ROOT)),
        row.getString("directory_id"),
        KeyFragVerifyingKey.fromBytes(row.getBytes("kfrag_key")),
        PossessionProof.fromBytes(row.getBytes("possession")),
        Instant.ofEpochSecond(row.getLong("enrolled_s")));
  }
}
