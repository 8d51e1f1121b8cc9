// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A point of the group other than the identity, immutable: its affine coordinates, which give its
 * one encoding (SEC1 compressed, 33 bytes), and the form in which the provider that made it
 * computes. Another provider converts the coordinates, which needs no square root.
 */
public final class Point {
  public static final int BYTES = 33;
  public static final int COORDINATE_BYTES = 32;

  // 04, x, y: what both providers read and write fastest. Never changed after construction.
  private final byte[] uncompressed;
  private final @Nullable Object form;

  private Point(byte[] uncompressed, @Nullable Object form) {
    this.uncompressed = uncompressed;
    this.form = form;
  }

  /** Takes over 65 bytes that are known to be a point. */
  static Point of(byte[] uncompressed) {
    return new Point(uncompressed, null);
  }

  /** Takes over 65 bytes and the maker's own form of the same point. */
  static Point of(byte[] uncompressed, Object form) {
    return new Point(uncompressed, form);
  }

  /** Empty if another provider made this point. */
  <T> Optional<T> form(Class<T> type) {
    return type.isInstance(form) ? Optional.of(type.cast(form)) : Optional.empty();
  }

  /** Not a copy: providers only read it. */
  byte[] uncompressed() {
    return uncompressed;
  }

  public byte[] encoded() {
    byte[] encoded = Arrays.copyOf(uncompressed, BYTES);
    encoded[0] = (byte) (0x02 | (uncompressed[2 * COORDINATE_BYTES] & 1));
    return encoded;
  }

  /** The affine x coordinate, 32 bytes big-endian. */
  public byte[] x() {
    return Arrays.copyOfRange(uncompressed, 1, BYTES);
  }

  /** The affine y coordinate, 32 bytes big-endian. */
  public byte[] y() {
    return Arrays.copyOfRange(uncompressed, BYTES, BYTES + COORDINATE_BYTES);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Point point && Arrays.equals(uncompressed, point.uncompressed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(uncompressed);
  }
}
