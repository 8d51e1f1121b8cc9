// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.fhirpre.crypto.KeyId;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.PublicKey;
import org.fhirpre.crypto.TerminalPublicKey;

/**
 * Table {@code pre_subject_key}: one live key a subject and role, and a key serves one subject and
 * one role for ever.
 *
 * <p>Thread safety: called concurrently.
 */
public final class SubjectKeyStore {
  static final String RECEIVING = "receiving";

  private final Sql sql;

  public SubjectKeyStore(DataSource source) {
    this.sql = new Sql(source);
  }

  /** The live receiving key of a subject. */
  public Optional<SubjectKey> receiving(String subject) {
    return sql.first(
        "SELECT * FROM pre_subject_key WHERE live_for = ?",
        SubjectKeyStore::key,
        liveReceiving(subject));
  }

  /** All live keys of a subject. */
  public List<SubjectKey> live(String subject) {
    return sql.query(
        "SELECT * FROM pre_subject_key WHERE subject = ? AND live_for IS NOT NULL",
        SubjectKeyStore::key,
        subject);
  }

  /** Whether a key, live or retired, was ever registered, for whomever. */
  public boolean known(KeyId key) {
    return sql.first("SELECT 1 FROM pre_subject_key WHERE key_id = ?", row -> true, text(key))
        .isPresent();
  }

  /** Whether a patient or one of her segments uses this point as a key. */
  public boolean usedByPatient(PublicKey key) {
    return sql.first(
            "SELECT 1 FROM pre_segment WHERE public_key = ?"
                + " UNION ALL SELECT 1 FROM pre_patient WHERE kfrag_key = ?"
                + " UNION ALL SELECT 1 FROM pre_held_keys WHERE grant_key = ? OR directory_key = ?",
            row -> true,
            key.toBytes(),
            key.toBytes(),
            key.toBytes(),
            key.toBytes())
        .isPresent();
  }

  /** Whether one of these keys, live or retired, was ever registered, for whomever. */
  public boolean anyKnown(Collection<KeyId> keys) {
    String[] ids = keys.stream().map(SubjectKeyStore::text).toArray(String[]::new);
    return sql.first(
            "SELECT 1 FROM pre_subject_key WHERE key_id = ANY(?)", row -> true, (Object) ids)
        .isPresent();
  }

  /** Keys that were ever registered; none is ever taken away. */
  public long count() {
    return sql.first("SELECT COUNT(*) FROM pre_subject_key", row -> row.getLong(1)).orElse(0L);
  }

  /**
   * Adds a live receiving key.
   *
   * @return false if the key is known or the subject has a live one
   */
  public boolean addReceiving(SubjectKey key) {
    return sql.insert(
        "INSERT INTO pre_subject_key (key_id, subject, key_role, suite, public_key, possession,"
            + " registered_s, live_for) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        text(key.key().id()),
        key.subject(),
        RECEIVING,
        key.suite(),
        key.key().toBytes(),
        key.possession().toBytes(),
        key.registered().getEpochSecond(),
        liveReceiving(key.subject()));
  }

  /** Retires the live receiving key of a subject. */
  public void retireReceiving(String subject) {
    sql.update(
        "UPDATE pre_subject_key SET live_for = NULL WHERE live_for = ?", liveReceiving(subject));
  }

  static String liveReceiving(String subject) {
    return subject + "|" + RECEIVING;
  }

  /** The whole id: its own {@code toString} is short. */
  static String text(KeyId key) {
    return HexFormat.of().formatHex(key.toBytes());
  }

  private static SubjectKey key(ResultSet row) throws SQLException {
    return new SubjectKey(
        row.getString("subject"),
        row.getString("suite"),
        TerminalPublicKey.fromBytes(row.getBytes("public_key")),
        PossessionProof.fromBytes(row.getBytes("possession")),
        Instant.ofEpochSecond(row.getLong("registered_s")));
  }
}
