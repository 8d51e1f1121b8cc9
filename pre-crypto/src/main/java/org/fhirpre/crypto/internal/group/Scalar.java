// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;

/** A public scalar, 1..n-1, immutable; 32 bytes big-endian. Secrets are {@link SecretScalar}s. */
public final class Scalar {
  public static final int BYTES = 32;

  private final BigInteger value;

  private Scalar(BigInteger value) {
    this.value = value;
  }

  /** Empty unless 32 bytes that encode 1..n-1. */
  public static Optional<Scalar> decode(byte[] bytes) {
    return bytes.length == BYTES ? of(BigIntegers.fromUnsignedByteArray(bytes)) : Optional.empty();
  }

  /** Empty unless 1..n-1. */
  public static Optional<Scalar> of(BigInteger value) {
    boolean inRange = value.signum() > 0 && value.compareTo(Secp256k1.ORDER) < 0;
    return inRange ? Optional.of(new Scalar(value)) : Optional.empty();
  }

  /** n - this. */
  public Scalar negated() {
    return new Scalar(Secp256k1.ORDER.subtract(value));
  }

  /** this * other mod n. */
  public Scalar times(Scalar other) {
    return new Scalar(value.multiply(other.value).mod(Secp256k1.ORDER));
  }

  BigInteger value() {
    return value;
  }

  public byte[] encoded() {
    return BigIntegers.asUnsignedByteArray(BYTES, value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scalar scalar && value.equals(scalar.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
