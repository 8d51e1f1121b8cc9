// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.Point;

/** Verifies the hop keys of one group or organisation; it verifies nothing else. */
public final class HopVerifyingKey extends EncodedKey implements PublicKey {

  HopVerifyingKey(Point point) {
    super(point);
  }

  /**
   * Parses the SEC1 compressed form.
   *
   * @throws PreException.MalformedEncoding unless 33 bytes that encode a point of the curve
   */
  public static HopVerifyingKey fromBytes(byte[] bytes) {
    return new HopVerifyingKey(decode(bytes));
  }

  /**
   * Takes affine coordinates, as in a JWK.
   *
   * @param x 32 bytes big-endian
   * @param y 32 bytes big-endian
   * @throws PreException.MalformedEncoding unless they are a point of the curve
   */
  public static HopVerifyingKey fromAffine(byte[] x, byte[] y) {
    return new HopVerifyingKey(decodeAffine(x, y));
  }

  @Override
  KeyRole role() {
    return KeyRole.HOP_SIGNING;
  }
}
