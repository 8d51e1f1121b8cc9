// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.Point;

/** Verifies the directories of one patient; it verifies nothing else. */
public final class DirectoryVerifyingKey extends EncodedKey implements PublicKey {

  DirectoryVerifyingKey(Point point) {
    super(point);
  }

  /**
   * Parses the SEC1 compressed form.
   *
   * @throws PreException.MalformedEncoding unless 33 bytes that encode a point of the curve
   */
  public static DirectoryVerifyingKey fromBytes(byte[] bytes) {
    return new DirectoryVerifyingKey(decode(bytes));
  }

  /**
   * Takes affine coordinates, as in a JWK.
   *
   * @param x 32 bytes big-endian
   * @param y 32 bytes big-endian
   * @throws PreException.MalformedEncoding unless they are a point of the curve
   */
  public static DirectoryVerifyingKey fromAffine(byte[] x, byte[] y) {
    return new DirectoryVerifyingKey(decodeAffine(x, y));
  }

  @Override
  KeyRole role() {
    return KeyRole.DIRECTORY_SIGNING;
  }
}
