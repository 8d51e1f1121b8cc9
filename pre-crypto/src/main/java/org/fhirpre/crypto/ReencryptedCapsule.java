// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.v1.FieldReader;

/**
 * A transformed capsule, compact: one point, 33 bytes. It carries no proof; a wrong one shows when
 * the commitment does not match.
 *
 * <p>It is the same for all readers behind one delegation: never log it, never put it into a URL.
 *
 * <p>Source: {@code docs/spec/core.md} §7.
 */
public final class ReencryptedCapsule {
  public static final int BYTES = Point.BYTES;

  private final Point t;

  ReencryptedCapsule(Point t) {
    this.t = t;
  }

  /**
   * @throws PreException.MalformedEncoding unless 33 bytes that encode a point of the curve
   */
  public static ReencryptedCapsule fromBytes(byte[] bytes) {
    FieldReader in = Encoding.simple("transformed capsule", bytes).length(BYTES);
    ReencryptedCapsule capsule = new ReencryptedCapsule(in.point("point"));
    in.end();
    return capsule;
  }

  public byte[] toBytes() {
    return t.encoded();
  }

  Point t() {
    return t;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReencryptedCapsule capsule && t.equals(capsule.t);
  }

  @Override
  public int hashCode() {
    return t.hashCode();
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "ReencryptedCapsule";
  }
}
