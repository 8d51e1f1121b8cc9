// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.v1.EdgeKind;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.FieldWriter;
import org.fhirpre.crypto.internal.v1.Layout;

/**
 * How access came from the patient to a reader, parsed but <em>not</em> trusted: public values,
 * 1..4 edges.
 *
 * <p>Shape, {@code docs/spec/chains.md} §6:
 *
 * <pre>
 *   offset  bytes  field
 *   0       3      01 01 20: layout version, suite, kind
 *   3       1      number of edges, 1..4
 *   4       3      01 01 21: layout version, suite, kind
 *   7       32     context digest
 *   39      33     A, delegator
 *   72      33     B, delegatee
 *   105     33     X, precursor
 *   138     64     precursor proof
 *   202            one PlainHop or ProvenHop for each further edge, in the order of the path
 * </pre>
 */
public final class DelegationPath {
  /** At most so many edges from the patient to the last reader. */
  public static final int MAX_EDGES = 4;

  private static final int SOURCE_EDGE_BYTES = 198;
  private static final int SHORTEST_BYTES = Encoding.HEADER_BYTES + 1 + SOURCE_EDGE_BYTES;
  private static final int LONGEST_BYTES = SHORTEST_BYTES + (MAX_EDGES - 1) * ProvenHop.MAX_BYTES;

  private final Precursor source;
  private final List<PathHop> hops;

  DelegationPath(Precursor source, List<PathHop> hops) {
    this.source = source;
    this.hops = List.copyOf(hops);
  }

  /**
   * @throws PreException.MalformedEncoding naming the first field that is wrong
   */
  public static DelegationPath fromBytes(byte[] bytes) {
    FieldReader in = Encoding.simple("delegation path", bytes).lengthAtMost(LONGEST_BYTES);
    Encoding.header(in, Encoding.Kind.DELEGATION_PATH);
    int edges = in.unsignedByte("count of edges");
    in.require(edges >= 1 && edges <= MAX_EDGES, "count of edges");
    Encoding.header(in, Encoding.Kind.SOURCE_EDGE);
    Precursor source = Precursor.read(in, EdgeKind.FIRST);
    List<PathHop> hops = new ArrayList<>();
    for (int i = 1; i < edges; i++) {
      hops.add(PathHop.read(in));
    }
    in.end();
    return new DelegationPath(source, hops);
  }

  public byte[] toBytes() {
    int bytes = SHORTEST_BYTES + hops.stream().mapToInt(PathHop::bytes).sum();
    FieldWriter out = new FieldWriter(Layout.SIMPLE, bytes);
    Encoding.header(out, Encoding.Kind.DELEGATION_PATH).constant(edges());
    Encoding.header(out, Encoding.Kind.SOURCE_EDGE);
    source.write(out);
    hops.forEach(hop -> hop.write(out));
    return out.toBytes();
  }

  /** The number of edges, 1..4. */
  public int edges() {
    return 1 + hops.size();
  }

  /**
   * The path one edge further.
   *
   * @param hop made from this path's last edge
   * @throws IllegalArgumentException if it does not start where this path ends, leads back to a key
   *     of it, or is one edge too many
   */
  public DelegationPath then(PathHop hop) {
    List<PathHop> longer = new ArrayList<>(hops);
    longer.add(hop);
    DelegationPath path = new DelegationPath(source, longer);
    if (path.edges() > MAX_EDGES || !path.isSimpleChain()) {
      throw new IllegalArgumentException("the hop does not continue the path");
    }
    return path;
  }

  /**
   * The only way to a usable path, for hops without proof.
   *
   * @param self the reader's own key, which must be the last of the path
   * @throws PreException.VerificationFailed if it is not, an edge does not continue the one before,
   *     a key occurs twice, a precursor proof does not hold, or a hop has a proof
   */
  public VerifiedDelegationPath verify(ReceivingPublicKey self) {
    return verify(self, forwarder -> Optional.empty());
  }

  /**
   * The same, also for hops with proof.
   *
   * @throws PreException.VerificationFailed as above; also if a hop's forwarder is unknown, or a
   *     signature or proof does not hold
   */
  public VerifiedDelegationPath verify(ReceivingPublicKey self, HopKeyRegistry registry) {
    Encoding.verify(last().ends().to().equals(EncodedKey.pointOf(self)));
    Encoding.verify(isSimpleChain());
    Encoding.verify(precursors().stream().allMatch(Precursor::holds));
    Point previous = source.x();
    for (PathHop hop : hops) {
      hop.verifyTransform(previous, registry);
      previous = hop.precursor().x();
    }
    return new VerifiedDelegationPath(this, self);
  }

  // Each edge starts where the one before ends, and no key occurs twice.
  private boolean isSimpleChain() {
    Set<Point> keys = new HashSet<>(Set.of(source.ends().from()));
    Point end = source.ends().from();
    for (Precursor edge : precursors()) {
      boolean continues = edge.ends().from().equals(end);
      end = edge.ends().to();
      if (!continues || !keys.add(end)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Checks depths against the contexts behind the digests: the whole path against the consent's,
   * what follows each group against its membership's.
   *
   * @param memberships one for each edge behind the first, in order
   * @throws PreException.VerificationFailed if a context is not the edge's or is exceeded
   */
  public void requirePermitted(ConsentContext consent, List<MembershipContext> memberships) {
    Encoding.verify(Arrays.equals(consent.digest(), source.ends().context().toBytes()));
    Encoding.verify(edges() <= consent.maxDepth() && memberships.size() == hops.size());
    for (int i = 0; i < hops.size(); i++) {
      MembershipContext membership = memberships.get(i);
      Encoding.verify(Arrays.equals(membership.digest(), hops.get(i).context()));
      Encoding.verify(hops.size() - i <= membership.maxDepth());
    }
  }

  private List<Precursor> precursors() {
    List<Precursor> edges = new ArrayList<>(List.of(source));
    hops.forEach(hop -> edges.add(hop.precursor()));
    return edges;
  }

  Precursor source() {
    return source;
  }

  List<PathHop> hops() {
    return hops;
  }

  Precursor last() {
    return hops.isEmpty() ? source : hops.get(hops.size() - 1).precursor();
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "DelegationPath";
  }
}
