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
 * Tables {@code pre_relabel_run} and {@code pre_relabel_part}. What a plan says is sealed, each
 * part to its run and number.
 *
 * <p>Thread safety: called concurrently; whoever ends a step holds the run's lock.
 */
public final class RelabelStore {
  private static final String RUN = "pre_relabel_run";
  private static final String PART = "pre_relabel_part";

  /** Number of parts of a run whose first step has not counted them yet. */
  public static final int UNCOUNTED = -1;

  private final Sql sql;
  private final ServerSeal seal;

  public RelabelStore(DataSource source, ServerSeal seal) {
    this.sql = new Sql(source);
    this.seal = seal;
  }

  /**
   * @param edition of the lists that it was started with
   * @param planId digest of the finished plan
   * @param summary of the finished plan
   */
  public record Run(
      String id,
      RelabelState state,
      String edition,
      int parts,
      Optional<String> planId,
      Optional<String> summary) {}

  /** The only run that counts from now on. */
  public void start(String id, String edition, Instant now) {
    sql.update(
        "UPDATE pre_relabel_run SET state = ? WHERE state IN (?, ?, ?)",
        RelabelState.SUPERSEDED.code(),
        RelabelState.PLANNING.code(),
        RelabelState.READY.code(),
        RelabelState.APPLYING.code());
    sql.update("DELETE FROM pre_relabel_part");
    sql.update(
        "INSERT INTO pre_relabel_run (run_id, state, edition, parts, started_ms)"
            + " VALUES (?, ?, ?, ?, ?)",
        id,
        RelabelState.PLANNING.code(),
        edition,
        UNCOUNTED,
        now.toEpochMilli());
  }

  public Optional<Run> find(String id) {
    return sql.first("SELECT * FROM pre_relabel_run WHERE run_id = ?", this::run, id);
  }

  public Optional<Run> ofPlan(String planId) {
    return sql.first(
        "SELECT * FROM pre_relabel_run WHERE plan_id = ? ORDER BY started_ms DESC",
        this::run,
        planId);
  }

  /** Takes the run's lock until the transaction ends. */
  public Optional<Run> lock(String id) {
    return sql.first("SELECT * FROM pre_relabel_run WHERE run_id = ? FOR UPDATE", this::run, id);
  }

  public void setParts(String id, int parts) {
    sql.update("UPDATE pre_relabel_run SET parts = ? WHERE run_id = ?", parts, id);
  }

  public void setState(String id, RelabelState state) {
    sql.update("UPDATE pre_relabel_run SET state = ? WHERE run_id = ?", state.code(), id);
  }

  /** The plan is finished. */
  public void setPlan(String id, String planId, String summary) {
    sql.update(
        "UPDATE pre_relabel_run SET state = ?, plan_id = ?, body = ? WHERE run_id = ?",
        RelabelState.READY.code(),
        planId,
        seal.seal(summary.getBytes(UTF_8), RowBinding.of(RUN, id, planId)),
        id);
  }

  /** Adds a part unless it is there already. */
  public void addPart(String id, long part, String body) {
    sql.insert(
        "INSERT INTO pre_relabel_part (run_id, part, applied, body) VALUES (?, ?, ?, ?)",
        id,
        part,
        false,
        seal.seal(body.getBytes(UTF_8), RowBinding.of(PART, id, part)));
  }

  /** Numbers, ascending, of the parts that are not applied. */
  public List<Long> openParts(String id) {
    return sql.query(
        "SELECT part FROM pre_relabel_part WHERE run_id = ? AND NOT applied ORDER BY part",
        row -> row.getLong(1),
        id);
  }

  public Optional<String> part(String id, long part) {
    return sql.first(
        "SELECT body FROM pre_relabel_part WHERE run_id = ? AND part = ?",
        row -> new String(seal.open(row.getBytes(1), RowBinding.of(PART, id, part)), UTF_8),
        id,
        part);
  }

  public void setApplied(String id, long part) {
    sql.update(
        "UPDATE pre_relabel_part SET applied = ? WHERE run_id = ? AND part = ?", true, id, part);
  }

  /** Forgets what was to be done. */
  public void removeParts(String id) {
    sql.update("DELETE FROM pre_relabel_part WHERE run_id = ?", id);
  }

  private Run run(ResultSet row) throws SQLException {
    String id = row.getString("run_id");
    Optional<String> planId = Optional.ofNullable(row.getString("plan_id"));
    byte[] body = row.getBytes("body");
    Optional<String> summary =
        planId.map(plan -> new String(seal.open(body, RowBinding.of(RUN, id, plan)), UTF_8));
    return new Run(
        id,
        RelabelState.ofCode(row.getString("state")),
        row.getString("edition"),
        row.getInt("parts"),
        planId,
        summary);
  }
}
