// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.fhirpre.interceptor.spi.ServerSeal;

/**
 * Table {@code pre_consent}. The body is sealed together with id, version and patient.
 *
 * <p>Thread safety: called concurrently; whoever writes holds the patient's lock.
 */
public final class ConsentStore {
  private static final String TABLE = "pre_consent";
  private static final String[] ACTIVE =
      Stream.of(EnforcementState.values())
          .filter(EnforcementState::active)
          .map(EnforcementState::code)
          .toArray(String[]::new);
  private static final String[] DECIDING =
      Stream.concat(Stream.of(ACTIVE), Stream.of(EnforcementState.REJECTED.code()))
          .toArray(String[]::new);
  private static final String[] UNFINISHED = {
    EnforcementState.PENDING.code(), EnforcementState.PARTIALLY_ENFORCED.code()
  };

  private final Sql sql;
  private final ServerSeal seal;
  private final List<ConsentRow> builtIn;

  public ConsentStore(DataSource source, ServerSeal seal) {
    this(source, seal, List.of());
  }

  /**
   * @param builtIn take part in decisions as if they were stored, and cannot be changed
   */
  public ConsentStore(DataSource source, ServerSeal seal, List<ConsentRow> builtIn) {
    this.sql = new Sql(source);
    this.seal = seal;
    this.builtIn = List.copyOf(builtIn);
  }

  public Optional<ConsentRow> find(String consentId) {
    return sql.first("SELECT * FROM pre_consent WHERE consent_id = ?", this::row, consentId);
  }

  /** In any state; one query. */
  public List<ConsentRow> findAll(Collection<String> consentIds) {
    return sql.query(
        "SELECT * FROM pre_consent WHERE consent_id = ANY(?) ORDER BY consent_id",
        this::row,
        (Object) Sql.array(consentIds));
  }

  /** Whatever takes part in decisions about these patients: active, or refused but stored. */
  public List<ConsentRow> deciding(Collection<String> patientIds) {
    List<ConsentRow> stored =
        sql.query(
            "SELECT * FROM pre_consent WHERE patient_id = ANY(?) AND state = ANY(?)"
                + " ORDER BY consent_id",
            this::row,
            Sql.array(patientIds),
            DECIDING);
    return Stream.concat(stored.stream(), builtIn(patientIds)).toList();
  }

  private Stream<ConsentRow> builtIn(Collection<String> patientIds) {
    return builtIn.stream().filter(row -> row.patientId().filter(patientIds::contains).isPresent());
  }

  /** Consents of a patient in any state. */
  public List<ConsentRow> ofPatient(String patientId) {
    return sql.query(
        "SELECT * FROM pre_consent WHERE patient_id = ? ORDER BY consent_id", this::row, patientId);
  }

  public boolean hasActive(String patientId) {
    return builtIn(List.of(patientId)).findAny().isPresent() || hasStored(patientId);
  }

  private boolean hasStored(String patientId) {
    return sql.first(
            "SELECT 1 FROM pre_consent WHERE patient_id = ? AND state = ANY(?)",
            row -> true,
            patientId,
            ACTIVE)
        .isPresent();
  }

  /** Patients with a Consent whose grants are not all there; of what is built in nobody knows. */
  public List<String> unfinishedPatients() {
    List<String> stored =
        sql.query(
            "SELECT DISTINCT patient_id FROM pre_consent WHERE state = ANY(?) ORDER BY patient_id",
            row -> row.getString(1),
            (Object) UNFINISHED);
    Stream<String> possible = builtIn.stream().flatMap(row -> row.patientId().stream());
    return Stream.concat(stored.stream(), possible).toList();
  }

  /** Patients with an active Consent whose period is over. */
  public List<String> overduePatients(Instant now) {
    return sql.query(
        "SELECT DISTINCT patient_id FROM pre_consent WHERE ends_ms <= ? AND state = ANY(?)"
            + " ORDER BY patient_id",
        row -> row.getString(1),
        now.toEpochMilli(),
        ACTIVE);
  }

  /** Replaces what was stored about this Consent. */
  public void put(ConsentRow consent) {
    String patientId = consent.patientId().orElse("");
    byte[] body =
        seal.seal(
            consent.body().open().getBytes(UTF_8),
            RowBinding.of(TABLE, consent.id(), consent.version(), patientId));
    sql.update("DELETE FROM pre_consent WHERE consent_id = ?", consent.id());
    sql.update(
        "INSERT INTO pre_consent (consent_id, version, patient_id, state, since_ms, ends_ms,"
            + " forbids, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        consent.id(),
        consent.version(),
        consent.patientId().orElse(null),
        consent.state().code(),
        consent.since().toEpochMilli(),
        consent.ends().map(Instant::toEpochMilli).orElse(null),
        consent.forbids(),
        body);
  }

  /** Sets the state, and the time of its beginning if it is another one than before. */
  public void setState(String consentId, EnforcementState state, Instant now) {
    sql.update(
        "UPDATE pre_consent SET state = ?, since_ms = ? WHERE consent_id = ? AND state <> ?",
        state.code(),
        now.toEpochMilli(),
        consentId,
        state.code());
  }

  private ConsentRow row(ResultSet row) throws SQLException {
    String id = row.getString("consent_id");
    String version = row.getString("version");
    Optional<String> patientId = Optional.ofNullable(row.getString("patient_id"));
    byte[] body = row.getBytes("body");
    byte[] binding = RowBinding.of(TABLE, id, version, patientId.orElse(""));
    return new ConsentRow(
        id,
        version,
        patientId,
        EnforcementState.ofCode(row.getString("state")),
        Instant.ofEpochMilli(row.getLong("since_ms")),
        Optional.ofNullable(row.getObject("ends_ms", Long.class)).map(Instant::ofEpochMilli),
        row.getBoolean("forbids"),
        new SealedBody(body, binding));
  }

  private final class SealedBody implements ConsentRow.Body {
    private final byte[] sealed;
    private final byte[] binding;

    private SealedBody(byte[] sealed, byte[] binding) {
      this.sealed = sealed;
      this.binding = binding;
    }

    @Override
    public String open() {
      return new String(seal.open(sealed, binding), UTF_8);
    }

    @Override
    public String digest() {
      return RowBinding.sha256(binding, sealed);
    }
  }
}
