// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
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

  public Optional<Segment> find(String patientId, Facet facet, ClassGroup classGroup, Epoch epoch) {
    return sql.first(
            "SELECT * FROM pre_segment WHERE lookup = ?",
            this::owner,
            lookup.of(patientId, facet, classGroup, epoch))
        .map(SegmentOwner::segment);
  }

  public Optional<SegmentOwner> find(SegmentId id) {
    return sql.first("SELECT * FROM pre_segment WHERE segment_id = ?", this::owner, id.toString());
  }

  public List<Segment> ofPatient(String patientId) {
    return sql.query(
        "SELECT * FROM pre_segment WHERE patient_id = ? ORDER BY segment_id",
        row -> owner(row).segment(),
        patientId);
  }

  /**
   * Adds a segment.
   *
   * @param possession verified
   * @return false if the patient has a segment for the same facet, class-group and epoch
   */
  public boolean add(String patientId, Segment segment, PossessionProof possession) {
    byte[] mapping =
        String.join(
                LINE,
                segment.facet().code(),
                segment.classGroup().code(),
                segment.epoch().toString())
            .getBytes(UTF_8);
    return sql.insert(
        "INSERT INTO pre_segment (segment_id, patient_id, lookup, public_key, possession, mapping)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        segment.id().toString(),
        patientId,
        lookup.of(patientId, segment.facet(), segment.classGroup(), segment.epoch()),
        segment.key().toBytes(),
        possession.toBytes(),
        seal.seal(mapping, binding(segment.id(), patientId, segment.key())));
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
