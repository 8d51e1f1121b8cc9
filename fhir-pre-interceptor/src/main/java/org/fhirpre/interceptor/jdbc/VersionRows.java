// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's table of resource versions, as far as it holds sealed bodies: {@code HFJ_RES_VER} rows of
 * encoding {@code ESR}. Texts are passed on, nothing is opened.
 *
 * <p>Thread safety: called concurrently.
 */
public final class VersionRows {
  private static final String SELECT =
      "SELECT v.PID, v.RES_VER, v.RES_TEXT_VC, r.RES_ID, r.RES_TYPE, r.FHIR_ID,"
          + " CASE WHEN r.RES_VER = v.RES_VER AND r.RES_DELETED_AT IS NULL THEN 1 ELSE 0 END AS cur"
          + " FROM HFJ_RES_VER v JOIN HFJ_RESOURCE r ON r.RES_ID = v.RES_ID"
          + " WHERE v.RES_ENCODING = 'ESR'";

  /** How HAPI marks whose address a text is. */
  private static final String OURS = "fhirpre:";

  private final Sql sql;

  public VersionRows(DataSource source) {
    this.sql = new Sql(source);
  }

  /**
   * One stored version.
   *
   * @param row HAPI's number of the version's row
   * @param resource HAPI's number of the resource
   * @param current whether it is the version that a read answers
   * @param text address of the body; whatever else stands there if it is none of ours
   */
  public record Version(
      long row,
      long resource,
      String type,
      String id,
      long version,
      boolean current,
      String text) {}

  /**
   * Numbers of rows.
   *
   * @param first inclusive
   * @param last inclusive
   */
  public record Span(long first, long last) {}

  /** All rows of now, in spans of at most that many numbers. */
  public List<Span> spans(int size) {
    Span all =
        sql.query(
                "SELECT COALESCE(MIN(PID), 1), COALESCE(MAX(PID), 0) FROM HFJ_RES_VER"
                    + " WHERE RES_ENCODING = 'ESR'",
                row -> new Span(row.getLong(1), row.getLong(2)))
            .get(0);
    List<Span> spans = new ArrayList<>();
    for (long first = all.first(); first <= all.last(); first += size) {
      spans.add(new Span(first, Math.min(first + size - 1, all.last())));
    }
    return spans;
  }

  public List<Version> in(Span span) {
    return sql.query(
        SELECT + " AND v.PID BETWEEN ? AND ? ORDER BY v.PID",
        VersionRows::version,
        span.first(),
        span.last());
  }

  /** Locks the resource until the transaction ends, then reads one of its versions. */
  public Optional<Version> lock(long row) {
    sql.query(
        "SELECT RES_ID FROM HFJ_RESOURCE WHERE RES_ID = (SELECT RES_ID FROM HFJ_RES_VER WHERE PID"
            + " = ?) FOR UPDATE",
        locked -> locked.getLong(1),
        row);
    return sql.first(SELECT + " AND v.PID = ?", VersionRows::version, row);
  }

  /** Replaces the text of a version; whoever calls holds the lock. */
  public void setText(long row, String text) {
    sql.update("UPDATE HFJ_RES_VER SET RES_TEXT_VC = ? WHERE PID = ?", OURS + text, row);
  }

  /** The version that a read answers. */
  public Optional<Version> current(String type, String id) {
    return sql.first(
        SELECT
            + " AND r.RES_TYPE = ? AND r.FHIR_ID = ? AND r.RES_VER = v.RES_VER"
            + " AND r.RES_DELETED_AT IS NULL",
        VersionRows::version,
        type,
        id);
  }

  /** Of each resource with such an id the newest version that has a body, deleted or not. */
  public List<Version> newest(Collection<String> ids) {
    return sql.query(
        SELECT
            + " AND r.FHIR_ID = ANY(?) AND v.RES_VER = (SELECT MAX(n.RES_VER) FROM HFJ_RES_VER n"
            + " WHERE n.RES_ID = r.RES_ID AND n.RES_ENCODING = 'ESR')",
        VersionRows::version,
        (Object) Sql.array(ids));
  }

  private static Version version(ResultSet row) throws SQLException {
    return new Version(
        row.getLong("PID"),
        row.getLong("RES_ID"),
        row.getString("RES_TYPE"),
        row.getString("FHIR_ID"),
        row.getLong("RES_VER"),
        row.getInt("cur") == 1,
        address(row.getString("RES_TEXT_VC")));
  }

  private static String address(@Nullable String text) {
    String known = text == null ? "" : text;
    return known.startsWith(OURS) ? known.substring(OURS.length()) : known;
  }
}
