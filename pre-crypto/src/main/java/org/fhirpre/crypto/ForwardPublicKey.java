// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.Point;

/** The public key of a group or organisation: it receives and may forward to its members. */
public final class ForwardPublicKey extends EncodedKey implements ReceivingPublicKey {

  ForwardPublicKey(Point point) {
    super(point);
  }

  /**
   * Parses the SEC1 compressed form.
   *
   * @throws PreException.MalformedEncoding unless 33 bytes that encode a point of the curve
   */
  public static ForwardPublicKey fromBytes(byte[] bytes) {
    return new ForwardPublicKey(decode(bytes));
  }

  /**
   * Takes affine coordinates, as in a JWK.
   *
   * @param x 32 bytes big-endian
   * @param y 32 bytes big-endian
   * @throws PreException.MalformedEncoding unless they are a point of the curve
   */
  public static ForwardPublicKey fromAffine(byte[] x, byte[] y) {
    return new ForwardPublicKey(decodeAffine(x, y));
  }

  @Override
  KeyRole role() {
    return KeyRole.FORWARD;
  }
}
