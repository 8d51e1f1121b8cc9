// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.fhirpre.consent.Directory;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.TerminalPublicKey;
import org.fhirpre.crypto.VerifiedGrant;
import org.fhirpre.interceptor.spi.GrantStore;
import org.fhirpre.interceptor.spi.ServerSeal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Table {@code pre_grant}.
 *
 * <p>Rows are read at every call, so that a revocation holds for every request that starts after
 * it. What is remembered is only that a row's bytes verified, by their digest.
 */
public final class JdbcGrantStore implements GrantStore {
  private static final Logger log = LoggerFactory.getLogger(JdbcGrantStore.class);
  private static final int REMEMBERED = 50_000;
  private static final String LIVE =
      "SELECT g.*, s.public_key AS segment_key, p.kfrag_key AS kfrag_key, k.subject AS grantee"
          + " FROM pre_grant g"
          + " JOIN pre_subject_key k ON k.key_id = g.grantee_key_id"
          + " JOIN pre_segment s ON s.segment_id = g.segment_id AND s.patient_id = g.patient_id"
          + " JOIN pre_patient p ON p.patient_id = g.patient_id"
          + " WHERE g.segment_id = ANY(?) AND k.live_for = ANY(?)"
          + " AND g.not_before_s <= ? AND g.not_after_s > ?"
          + " ORDER BY g.entry_id";

  private final Sql sql;
  private final ServerSeal seal;
  private final BoundedCache<String, VerifiedGrant> verified = new BoundedCache<>(REMEMBERED);

  public JdbcGrantStore(DataSource source, ServerSeal seal) {
    this.sql = new Sql(source);
    this.seal = seal;
  }

  @Override
  public List<LiveGrant> find(Set<SegmentId> segments, Set<String> grantees, Instant now) {
    if (segments.isEmpty() || grantees.isEmpty()) {
      return List.of();
    }
    String[] keys =
        Stream.concat(grantees.stream(), Stream.of(Directory.COMMUNITY))
            .map(SubjectKeyStore::liveReceiving)
            .toArray(String[]::new);
    long second = now.getEpochSecond();
    return sql.query(LIVE, Candidate::of, Sql.array(segments), keys, second, second).stream()
        .flatMap(candidate -> live(candidate).stream())
        .toList();
  }

  private record Candidate(GrantRow row, String grantee) {
    static Candidate of(ResultSet row) throws SQLException {
      return new Candidate(GrantRow.joined(row), Objects.requireNonNull(row.getString("grantee")));
    }
  }

  private Optional<LiveGrant> live(Candidate candidate) {
    return verified(candidate.row())
        .map(grant -> new LiveGrant(candidate.row().grant().segment(), candidate.grantee(), grant));
  }

  private Optional<VerifiedGrant> verified(GrantRow row) {
    String digest = row.digest();
    Optional<VerifiedGrant> known = verified.find(digest);
    if (known.isPresent()) {
      return known;
    }
    try {
      VerifiedGrant opened = row.open(seal);
      verified.put(digest, opened);
      return Optional.of(opened);
    } catch (PreException refused) {
      log.warn(
          "refused a stored grant code={} grantee={}",
          refused.code(),
          row.grant().granteeKey().id());
      return Optional.empty();
    }
  }

  @Override
  public List<Grant> ofPatient(String patientId) {
    return sql.query(
        "SELECT * FROM pre_grant WHERE patient_id = ? ORDER BY entry_id",
        GrantRow::grant,
        patientId);
  }

  @Override
  public List<String> patientsWithGrantsEndingBy(Instant end) {
    return sql.query(
        "SELECT DISTINCT patient_id FROM pre_grant WHERE not_after_s <= ? ORDER BY patient_id",
        row -> row.getString(1),
        end.getEpochSecond());
  }

  @Override
  public List<String> patientsGranting(TerminalPublicKey granteeKey) {
    return sql.query(
        "SELECT DISTINCT patient_id FROM pre_grant WHERE grantee_key_id = ? ORDER BY patient_id",
        row -> row.getString(1),
        SubjectKeyStore.text(granteeKey.id()));
  }

  @Override
  public List<String> patientsGrantingRetiredKeys() {
    return sql.query(
        "SELECT DISTINCT g.patient_id FROM pre_grant g JOIN pre_subject_key k"
            + " ON k.key_id = g.grantee_key_id WHERE k.live_for IS NULL ORDER BY g.patient_id",
        row -> row.getString(1));
  }

  @Override
  public void put(Grant grant, GrantEdge edge) {
    sql.insert(
        "INSERT INTO pre_grant (entry_id, consent_id, version, patient_id, segment_id,"
            + " grantee_key_id, grantee_key, max_depth, not_before_s, not_after_s, edge)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        grant.entry(),
        GrantRow.consentId(grant),
        grant.consent().version(),
        grant.patientId(),
        grant.segment().toString(),
        SubjectKeyStore.text(grant.granteeKey().id()),
        grant.granteeKey().toBytes(),
        grant.maxDepth(),
        grant.notBefore().getEpochSecond(),
        grant.notAfter().getEpochSecond(),
        seal.seal(edge.toBytes(), GrantRow.binding(grant)));
  }

  @Override
  public void delete(Collection<String> entries) {
    if (!entries.isEmpty()) {
      sql.update("DELETE FROM pre_grant WHERE entry_id = ANY(?)", (Object) Sql.array(entries));
    }
  }
}
