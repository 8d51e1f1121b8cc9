// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.Point;

/** Verifies the kfrags of one patient; it verifies nothing else. */
public final class KeyFragVerifyingKey extends EncodedKey implements PublicKey {

  KeyFragVerifyingKey(Point point) {
    super(point);
  }

  /**
   * Parses the SEC1 compressed form.
   *
   * @throws PreException.MalformedEncoding unless 33 bytes that encode a point of the curve
   */
  public static KeyFragVerifyingKey fromBytes(byte[] bytes) {
    return new KeyFragVerifyingKey(decode(bytes));
  }

  /**
   * Takes affine coordinates, as in a JWK.
   *
   * @param x 32 bytes big-endian
   * @param y 32 bytes big-endian
   * @throws PreException.MalformedEncoding unless they are a point of the curve
   */
  public static KeyFragVerifyingKey fromAffine(byte[] x, byte[] y) {
    return new KeyFragVerifyingKey(decodeAffine(x, y));
  }

  @Override
  KeyRole role() {
    return KeyRole.KEY_FRAG_SIGNING;
  }
}
