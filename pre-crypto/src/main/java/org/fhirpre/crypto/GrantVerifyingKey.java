// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.Point;

/** Verifies what one patient grants; it verifies nothing else. */
public final class GrantVerifyingKey extends EncodedKey implements PublicKey {

  GrantVerifyingKey(Point point) {
    super(point);
  }

  /**
   * Parses the SEC1 compressed form.
   *
   * @throws PreException.MalformedEncoding unless 33 bytes that encode a point of the curve
   */
  public static GrantVerifyingKey fromBytes(byte[] bytes) {
    return new GrantVerifyingKey(decode(bytes));
  }

  /**
   * Takes affine coordinates, as in a JWK.
   *
   * @param x 32 bytes big-endian
   * @param y 32 bytes big-endian
   * @throws PreException.MalformedEncoding unless they are a point of the curve
   */
  public static GrantVerifyingKey fromAffine(byte[] x, byte[] y) {
    return new GrantVerifyingKey(decodeAffine(x, y));
  }

  @Override
  KeyRole role() {
    return KeyRole.GRANT_SIGNING;
  }
}
