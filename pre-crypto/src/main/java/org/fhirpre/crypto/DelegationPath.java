// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.v1.EdgeKind;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.FieldWriter;
import org.fhirpre.crypto.internal.v1.Layout;

/**
 * How access came from the patient to a reader, parsed but <em>not</em> trusted: public values.
 *
 * <p>Shape, {@code docs/spec/core.md} §7. This version knows paths of one edge:
 *
 * <pre>
 *   offset  bytes  field
 *   0       3      01 01 20: layout version, suite, kind
 *   3       1      01: number of edges
 *   4       3      01 01 21: layout version, suite, kind
 *   7       32     context digest
 *   39      33     A, delegator
 *   72      33     B, delegatee
 *   105     33     X, precursor
 *   138     64     precursor proof
 * </pre>
 */
public final class DelegationPath {
  /** At most so many edges from the patient to the last reader. */
  public static final int MAX_EDGES = 4;

  private static final String NAME = "delegation path";
  private static final int SOURCE_EDGE_BYTES = 198;
  private static final int BYTES = Encoding.HEADER_BYTES + 1 + SOURCE_EDGE_BYTES;
  private static final int SUPPORTED_EDGES = 1;

  private final Precursor source;

  DelegationPath(Precursor source) {
    this.source = source;
  }

  /**
   * @throws PreException.MalformedEncoding naming the first field that is wrong; also for a path of
   *     several edges, which this version does not know
   */
  public static DelegationPath fromBytes(byte[] bytes) {
    FieldReader in = Encoding.simple(NAME, bytes);
    Encoding.header(in, Encoding.Kind.DELEGATION_PATH);
    in.require(in.unsignedByte("count") == SUPPORTED_EDGES, "count, only one edge is supported");
    in.length(BYTES);
    Encoding.header(in, Encoding.Kind.SOURCE_EDGE);
    Precursor source =
        new Precursor(
            Precursor.Ends.read(in, EdgeKind.FIRST), in.point("X"), in.proof("precursor proof"));
    in.end();
    return new DelegationPath(source);
  }

  public byte[] toBytes() {
    FieldWriter out = new FieldWriter(Layout.SIMPLE, BYTES);
    Encoding.header(out, Encoding.Kind.DELEGATION_PATH).constant(SUPPORTED_EDGES);
    Encoding.header(out, Encoding.Kind.SOURCE_EDGE);
    return source.ends().write(out).point(source.x()).proof(source.proof()).toBytes();
  }

  /**
   * The only way to a usable path.
   *
   * @param self the reader's own key, which must be the last of the path
   * @throws PreException.VerificationFailed if it is not, or the precursor proof does not hold
   */
  public VerifiedDelegationPath verify(ReceivingPublicKey self) {
    Encoding.verify(source.ends().to().equals(EncodedKey.pointOf(self)));
    Encoding.verify(source.holds());
    return new VerifiedDelegationPath(source, self);
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "DelegationPath";
  }
}
