// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.Point;

/** The public key of one segment: records are encapsulated to it. */
public final class DelegatorPublicKey extends EncodedKey implements PublicKey {

  DelegatorPublicKey(Point point) {
    super(point);
  }

  /**
   * Parses the SEC1 compressed form.
   *
   * @throws PreException.MalformedEncoding unless 33 bytes that encode a point of the curve
   */
  public static DelegatorPublicKey fromBytes(byte[] bytes) {
    return new DelegatorPublicKey(decode(bytes));
  }

  /**
   * Takes affine coordinates, as in a JWK.
   *
   * @param x 32 bytes big-endian
   * @param y 32 bytes big-endian
   * @throws PreException.MalformedEncoding unless they are a point of the curve
   */
  public static DelegatorPublicKey fromAffine(byte[] x, byte[] y) {
    return new DelegatorPublicKey(decodeAffine(x, y));
  }

  @Override
  KeyRole role() {
    return KeyRole.DELEGATOR;
  }
}
