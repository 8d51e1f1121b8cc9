// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.fhirpre.consent.Segment;
import org.fhirpre.crypto.DelegatorPublicKey;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.interceptor.spi.KeyDirectory.SegmentOwner;
import org.fhirpre.interceptor.spi.ServerSeal;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;

/**
 * Table {@code pre_segment}. What a segment stands for is sealed together with its id, patient and
 * key, so that rows cannot be exchanged.
 *
 * <p>Thread safety: called concurrently.
 */
public final class SegmentStore {
  private static final String TABLE = "pre_segment";
  private static final String LINE = "\n";

  private final Sql sql;
  private final ServerSeal seal;
  private final SegmentLookup lookup;

  public SegmentStore(DataSource source, ServerSeal seal, SegmentLookup lookup) {
    this.sql = new Sql(source);
    this.seal = seal;
    this.lookup = lookup;
  }

  /**
   * A segment of a patient.
   *
   * @param used whether something has been written under it; else it is published for writes to
   *     come
   */
  public record Known(Segment segment, boolean used) {}

  public Optional<Known> find(String patientId, Facet facet, ClassGroup classGroup, Epoch epoch) {
    return sql.first(
        "SELECT * FROM pre_segment WHERE lookup = ?",
        this::known,
        lookup.of(patientId, facet, classGroup, epoch));
  }

  public Optional<SegmentOwner> find(SegmentId id) {
    return sql.first("SELECT * FROM pre_segment WHERE segment_id = ?", this::owner, id.toString());
  }

  /** All of them, also those that nothing was written under. */
  public List<Known> ofPatient(String patientId) {
    return sql.query(
        "SELECT * FROM pre_segment WHERE patient_id = ? ORDER BY segment_id",
        this::known,
        patientId);
  }

  /** Those that grant plans may count: used, or of a facet that is. */
  public List<Known> planned(String patientId) {
    return sql.query(
        "SELECT * FROM pre_segment WHERE patient_id = ? AND planned ORDER BY segment_id",
        this::known,
        patientId);
  }

  /**
   * Remembers that something is written under a segment, whose facet is in use from now on.
   *
   * @param epochs in which plans count the facet's other segments too
   */
  public void use(String patientId, Segment segment, List<Epoch> epochs) {
    sql.update(
        "UPDATE pre_segment SET used = TRUE, planned = TRUE WHERE segment_id = ?",
        segment.id().toString());
    List<String> facet = new ArrayList<>();
    for (ClassGroup group : ClassGroup.values()) {
      epochs.forEach(epoch -> facet.add(lookup.of(patientId, segment.facet(), group, epoch)));
    }
    sql.update(
        "UPDATE pre_segment SET planned = TRUE WHERE lookup = ANY(?)", (Object) Sql.array(facet));
  }

  /** Whether grant plans count a segment from the start. */
  public enum Counting {
    PLANNED,
    NOT_YET
  }

  /**
   * Adds a segment that something is written under.
   *
   * @param possession verified
   * @return false if the patient has a segment for the same facet, class-group and epoch
   */
  public boolean add(String patientId, Segment segment, PossessionProof possession) {
    return insert(patientId, new Known(segment, true), possession, Counting.PLANNED);
  }

  /**
   * Adds a segment for writes to come.
   *
   * @param possession verified
   * @return false if the patient has such a segment, or the id is taken
   */
  public boolean publish(
      String patientId, Segment segment, PossessionProof possession, Counting counting) {
    return insert(patientId, new Known(segment, false), possession, counting);
  }

  private boolean insert(
      String patientId, Known known, PossessionProof possession, Counting counting) {
    Segment segment = known.segment();
    byte[] mapping =
        String.join(
                LINE,
                segment.facet().code(),
                segment.classGroup().code(),
                segment.epoch().toString())
            .getBytes(UTF_8);
    return sql.insert(
        "INSERT INTO pre_segment (segment_id, patient_id, lookup, public_key, possession, mapping,"
            + " used, planned) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        segment.id().toString(),
        patientId,
        lookup.of(patientId, segment.facet(), segment.classGroup(), segment.epoch()),
        segment.key().toBytes(),
        possession.toBytes(),
        seal.seal(mapping, binding(segment.id(), patientId, segment.key())),
        known.used(),
        counting == Counting.PLANNED);
  }

  private Known known(ResultSet row) throws SQLException {
    return new Known(owner(row).segment(), row.getBoolean("used"));
  }

  private SegmentOwner owner(ResultSet row) throws SQLException {
    SegmentId id = SegmentId.parse(row.getString("segment_id"));
    String patientId = row.getString("patient_id");
    DelegatorPublicKey key = DelegatorPublicKey.fromBytes(row.getBytes("public_key"));
    byte[] mapping = seal.open(row.getBytes("mapping"), binding(id, patientId, key));
    String[] parts = new String(mapping, UTF_8).split(LINE, -1);
    return new SegmentOwner(
        patientId,
        new Segment(id, key, Facet.of(parts[0]), ClassGroup.of(parts[1]), Epoch.parse(parts[2])));
  }

  private static byte[] binding(SegmentId id, String patientId, DelegatorPublicKey key) {
    return RowBinding.of(TABLE, id, patientId, HexFormat.of().formatHex(key.toBytes()));
  }
}
