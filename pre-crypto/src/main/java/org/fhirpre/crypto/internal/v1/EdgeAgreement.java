// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import java.util.Arrays;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.group.SecretBytes;
import org.fhirpre.crypto.internal.group.SecretScalar;

/**
 * What both ends of one delegation hash from their shared secret point S = x*to = to's secret * X:
 * the factor d, and the index of each share. Nobody else can compute either.
 *
 * <p>Source: {@code docs/spec/core.md} §4 (first edge), {@code docs/spec/chains.md} §3 (hops).
 */
public final class EdgeAgreement implements AutoCloseable {
  private final EdgeKind kind;
  private final byte[] statement;
  private final SecretBytes shared;

  private EdgeAgreement(EdgeKind kind, byte[] statement, SecretBytes shared) {
    this.kind = kind;
    this.statement = statement;
    this.shared = shared;
  }

  private static EdgeAgreement on(EdgeKind kind, byte[] statement, Point shared) {
    byte[] encoded = shared.encoded();
    try {
      return new EdgeAgreement(kind, statement, SecretBytes.copyOf(encoded));
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  /** The first edge hashes X, B, S. */
  public static EdgeAgreement first(Point precursor, Point to, Point shared) {
    byte[] statement =
        new FieldWriter(Layout.SIMPLE, 2 * Point.BYTES).point(precursor).point(to).toBytes();
    return on(EdgeKind.FIRST, statement, shared);
  }

  /** A later edge hashes ctx, X, from, to, S. */
  public static EdgeAgreement hop(byte[] context, Point precursor, Ends ends, Point shared) {
    byte[] statement =
        new FieldWriter(Layout.SIMPLE, context.length + 3 * Point.BYTES)
            .bytes(context)
            .point(precursor)
            .point(ends.from)
            .point(ends.to)
            .toBytes();
    return on(EdgeKind.HOP, statement, shared);
  }

  /** The public keys of a hop. */
  public record Ends(Point from, Point to) {}

  /** A second handle on the same agreement, closed on its own. */
  public EdgeAgreement copy() {
    return shared.apply(bytes -> new EdgeAgreement(kind, statement, SecretBytes.copyOf(bytes)));
  }

  /** d. */
  public SecretScalar factor() {
    return tagged(kind.secretTag).secret();
  }

  /** The index of the share with this id (32 bytes). */
  public Scalar index(byte[] id) {
    return tagged(kind.indexTag).with(id).scalar();
  }

  private HashToScalar tagged(String tag) {
    HashToScalar hash = HashToScalar.tagged(tag).with(statement);
    return shared.apply(hash::with);
  }

  @Override
  public void close() {
    shared.close();
  }

  @Override
  public String toString() {
    return "EdgeAgreement";
  }
}
