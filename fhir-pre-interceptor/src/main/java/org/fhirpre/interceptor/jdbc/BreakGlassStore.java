// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.fhirpre.interceptor.spi.ServerSeal;

/**
 * Table {@code pre_break_glass}. What a session is, is sealed together with its name and its end.
 *
 * <p>Thread safety: called concurrently.
 */
public final class BreakGlassStore {
  private static final String TABLE = "pre_break_glass";

  private final Sql sql;
  private final ServerSeal seal;

  public BreakGlassStore(DataSource source, ServerSeal seal) {
    this.sql = new Sql(source);
    this.seal = seal;
  }

  /**
   * One session.
   *
   * @param hash SHA-256 of the secret that names it, in hex
   * @param expires exclusive
   * @param body what it is
   */
  public record Row(String hash, Instant expires, String body) {}

  /** Adds a session of which the patient has not been told. */
  public void put(Row session) {
    sql.update(
        "INSERT INTO pre_break_glass (session_hash, expires_ms, notified, body)"
            + " VALUES (?, ?, ?, ?)",
        session.hash(),
        session.expires().toEpochMilli(),
        false,
        seal.seal(session.body().getBytes(UTF_8), binding(session.hash(), session.expires())));
  }

  /** A session that has not ended. */
  public Optional<Row> live(String hash, Instant now) {
    return sql.first(
        "SELECT * FROM pre_break_glass WHERE session_hash = ? AND expires_ms > ?",
        this::row,
        hash,
        now.toEpochMilli());
  }

  /** Sessions of which the patient has not been told, ended ones too. */
  public List<Row> untold() {
    return sql.query(
        "SELECT * FROM pre_break_glass WHERE notified = ? ORDER BY expires_ms", this::row, false);
  }

  /**
   * Says that the patient is told.
   *
   * @return false if somebody else has said so
   */
  public boolean tell(String hash) {
    return sql.update(
            "UPDATE pre_break_glass SET notified = ? WHERE session_hash = ? AND notified = ?",
            true,
            hash,
            false)
        == 1;
  }

  /** Forgets what has ended and been told. */
  public void forget(Instant now) {
    sql.update(
        "DELETE FROM pre_break_glass WHERE notified = ? AND expires_ms <= ?",
        true,
        now.toEpochMilli());
  }

  private Row row(ResultSet row) throws SQLException {
    String hash = row.getString("session_hash");
    Instant expires = Instant.ofEpochMilli(row.getLong("expires_ms"));
    byte[] body = seal.open(row.getBytes("body"), binding(hash, expires));
    return new Row(hash, expires, new String(body, UTF_8));
  }

  private static byte[] binding(String hash, Instant expires) {
    return RowBinding.of(TABLE, hash, Long.toString(expires.toEpochMilli()));
  }
}
