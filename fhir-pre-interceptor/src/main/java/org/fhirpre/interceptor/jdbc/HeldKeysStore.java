// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;
import org.fhirpre.crypto.DirectoryVerifyingKey;
import org.fhirpre.crypto.GrantVerifyingKey;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.SegmentDirectory;
import org.fhirpre.interceptor.spi.ServerSeal;

/**
 * Table {@code pre_held_keys}. The directory says what segments stand for, so it is sealed,
 * together with the keys that it is believed by.
 *
 * <p>Thread safety: called concurrently; whoever writes holds the patient's lock.
 */
public final class HeldKeysStore {
  private static final String TABLE = "pre_held_keys";

  private final Sql sql;
  private final ServerSeal seal;

  public HeldKeysStore(DataSource source, ServerSeal seal) {
    this.sql = new Sql(source);
    this.seal = seal;
  }

  public Optional<HeldKeys> find(String patientId) {
    return sql.first("SELECT * FROM pre_held_keys WHERE patient_id = ?", this::keys, patientId);
  }

  /** Replaces what was stored about this patient. */
  public void put(HeldKeys keys) {
    sql.update("DELETE FROM pre_held_keys WHERE patient_id = ?", keys.patientId());
    byte[] grantKey = keys.grantKey().toBytes();
    byte[] directoryKey = keys.directoryKey().toBytes();
    sql.update(
        "INSERT INTO pre_held_keys (patient_id, grant_key, grant_possession, directory_key,"
            + " directory_possession, directory) VALUES (?, ?, ?, ?, ?, ?)",
        keys.patientId(),
        grantKey,
        keys.grantPossession().toBytes(),
        directoryKey,
        keys.directoryPossession().toBytes(),
        seal.seal(keys.directory().toBytes(), binding(keys.patientId(), grantKey, directoryKey)));
  }

  private HeldKeys keys(ResultSet row) throws SQLException {
    String patientId = row.getString("patient_id");
    byte[] grantKey = row.getBytes("grant_key");
    byte[] directoryKey = row.getBytes("directory_key");
    byte[] directory =
        seal.open(row.getBytes("directory"), binding(patientId, grantKey, directoryKey));
    return new HeldKeys(
        patientId,
        GrantVerifyingKey.fromBytes(grantKey),
        PossessionProof.fromBytes(row.getBytes("grant_possession")),
        DirectoryVerifyingKey.fromBytes(directoryKey),
        PossessionProof.fromBytes(row.getBytes("directory_possession")),
        SegmentDirectory.fromBytes(directory));
  }

  private static byte[] binding(String patientId, byte[] grantKey, byte[] directoryKey) {
    HexFormat hex = HexFormat.of();
    return RowBinding.of(TABLE, patientId, hex.formatHex(grantKey), hex.formatHex(directoryKey));
  }
}
