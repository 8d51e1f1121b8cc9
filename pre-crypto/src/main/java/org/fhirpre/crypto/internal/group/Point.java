// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A point of the group other than the identity, immutable: its one encoding (SEC1 compressed, 33
 * bytes) and the decoded form, so that a point is decompressed once.
 */
public final class Point {
  public static final int BYTES = 33;
  public static final int COORDINATE_BYTES = 32;

  private final ECPoint affine;
  private final byte[] encoded;

  private Point(ECPoint affine) {
    this.affine = affine;
    this.encoded = affine.getEncoded(true);
  }

  /** Empty for the identity. */
  static Optional<Point> of(ECPoint result) {
    return result.isInfinity() ? Optional.empty() : Optional.of(new Point(result.normalize()));
  }

  /** For results that cannot be the identity: a non-zero scalar times a non-identity point. */
  static Point ofProduct(ECPoint product) {
    return of(product)
        .orElseThrow(() -> new IllegalStateException("a product came out as the identity"));
  }

  ECPoint affine() {
    return affine;
  }

  public byte[] encoded() {
    return encoded.clone();
  }

  /** The affine x coordinate, 32 bytes big-endian. */
  public byte[] x() {
    return Arrays.copyOfRange(encoded, 1, BYTES);
  }

  /** The affine y coordinate, 32 bytes big-endian. */
  public byte[] y() {
    return affine.getAffineYCoord().getEncoded();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Point point && Arrays.equals(encoded, point.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }
}
