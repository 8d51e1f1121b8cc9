// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.Optional;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.v1.EdgeAgreement;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.FieldWriter;

/**
 * A hop of one proxy, without proof that it used the right key: a wrong one opens nothing.
 *
 * <p>Shape, {@code docs/spec/chains.md} §6, 231 bytes: 01 01 22, context 32, from 33, to 33, X 33,
 * precursor proof 64, Y 33.
 */
public final class PlainHop extends PathHop {
  public static final int BYTES = 231;

  private final Point transformed;

  PlainHop(Precursor precursor, Point transformed) {
    super(precursor);
    this.transformed = transformed;
  }

  static PlainHop read(FieldReader in, Precursor precursor) {
    return new PlainHop(precursor, in.point("Y"));
  }

  @Override
  int bytes() {
    return BYTES;
  }

  @Override
  FieldWriter write(FieldWriter out) {
    Encoding.header(out, Encoding.Kind.PLAIN_HOP);
    return precursor().write(out).point(transformed);
  }

  @Override
  void verifyTransform(Point previous, HopKeyRegistry registry) {
    // Nothing was proven: a wrong transform gives a wrong secret, and the commitment finds out.
  }

  @Override
  Optional<Point> joined(EdgeAgreement agreement, GroupProvider group) {
    return Optional.of(transformed);
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "PlainHop";
  }
}
