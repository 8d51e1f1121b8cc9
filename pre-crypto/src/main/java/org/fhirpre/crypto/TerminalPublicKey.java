// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.Point;

/** The public key of a practitioner or device: it receives and cannot forward. */
public final class TerminalPublicKey extends EncodedKey implements ReceivingPublicKey {

  TerminalPublicKey(Point point) {
    super(point);
  }

  /**
   * Parses the SEC1 compressed form.
   *
   * @throws PreException.MalformedEncoding unless 33 bytes that encode a point of the curve
   */
  public static TerminalPublicKey fromBytes(byte[] bytes) {
    return new TerminalPublicKey(decode(bytes));
  }

  /**
   * Takes affine coordinates, as in a JWK.
   *
   * @param x 32 bytes big-endian
   * @param y 32 bytes big-endian
   * @throws PreException.MalformedEncoding unless they are a point of the curve
   */
  public static TerminalPublicKey fromAffine(byte[] x, byte[] y) {
    return new TerminalPublicKey(decodeAffine(x, y));
  }

  @Override
  KeyRole role() {
    return KeyRole.TERMINAL;
  }
}
