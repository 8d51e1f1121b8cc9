// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.security.MessageDigest;
import java.util.Optional;
import org.fhirpre.crypto.internal.group.Point;

/** What the public keys of all roles share. */
abstract sealed class EncodedKey implements PublicKey
    permits DelegatorPublicKey,
        TerminalPublicKey,
        ForwardPublicKey,
        KeyFragVerifyingKey,
        HopVerifyingKey,
        DirectoryVerifyingKey,
        GrantVerifyingKey {
  private static final int COORDINATE_BYTES = 32;

  private final Point point;
  private final KeyId id;

  EncodedKey(Point point) {
    this.point = point;
    this.id = KeyId.of(point.encoded());
  }

  static Point decode(byte[] bytes) {
    return Groups.shared().decode(bytes).orElseThrow(EncodedKey::malformed);
  }

  static Point decodeAffine(byte[] x, byte[] y) {
    if (x.length != COORDINATE_BYTES || y.length != COORDINATE_BYTES) {
      throw malformed();
    }
    byte[] compressed = new byte[BYTES];
    compressed[0] = (byte) (0x02 | (y[COORDINATE_BYTES - 1] & 1));
    System.arraycopy(x, 0, compressed, 1, COORDINATE_BYTES);
    Optional<Point> point = Groups.shared().decode(compressed);
    return point.filter(p -> MessageDigest.isEqual(p.y(), y)).orElseThrow(EncodedKey::malformed);
  }

  private static PreException malformed() {
    return new PreException.MalformedEncoding("public key: bad point");
  }

  static Point pointOf(PublicKey key) {
    return ((EncodedKey) key).point;
  }

  final Point point() {
    return point;
  }

  abstract KeyRole role();

  @Override
  public final byte[] toBytes() {
    return point.encoded();
  }

  @Override
  public final KeyId id() {
    return id;
  }

  @Override
  public final byte[] x() {
    return point.x();
  }

  @Override
  public final byte[] y() {
    return point.y();
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof EncodedKey key && role() == key.role() && point.equals(key.point);
  }

  @Override
  public final int hashCode() {
    return point.hashCode();
  }

  /** Role and the first 8 bytes of the key id. */
  @Override
  public final String toString() {
    return role().label() + ":" + id;
  }
}
