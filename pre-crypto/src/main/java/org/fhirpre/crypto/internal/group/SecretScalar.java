// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.util.BigIntegers;

/**
 * A secret scalar, 1..n-1, held as 32 bytes, converted late, zeroed on close (best effort, see
 * {@link SecretBytes}).
 */
public final class SecretScalar implements AutoCloseable {
  private final SecretBytes bytes;

  private SecretScalar(SecretBytes bytes) {
    this.bytes = bytes;
  }

  /** Uniform: 32 bytes, drawn again until they encode 1..n-1. */
  public static SecretScalar random(SecureRandom random) {
    byte[] candidate = new byte[Scalar.BYTES];
    try {
      while (true) {
        random.nextBytes(candidate);
        Optional<SecretScalar> scalar = decode(candidate);
        if (scalar.isPresent()) {
          return scalar.get();
        }
      }
    } finally {
      Arrays.fill(candidate, (byte) 0);
    }
  }

  /** Empty unless 32 bytes that encode 1..n-1. The caller wipes its array. */
  public static Optional<SecretScalar> decode(byte[] bytes) {
    return Scalar.decode(bytes).map(valid -> new SecretScalar(SecretBytes.copyOf(bytes)));
  }

  /** Empty unless 1..n-1. */
  public static Optional<SecretScalar> of(BigInteger value) {
    return Scalar.of(value).map(SecretScalar::fromValid);
  }

  private static SecretScalar fromValid(Scalar value) {
    byte[] encoded = value.encoded();
    try {
      return new SecretScalar(SecretBytes.copyOf(encoded));
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  /** As an ordinary scalar, for the one provider that may: {@link SingleTenant}. */
  Scalar disclosed() {
    return Scalar.of(value()).orElseThrow();
  }

  BigInteger value() {
    return bytes.apply(BigIntegers::fromUnsignedByteArray);
  }

  /** Computes on the 32 bytes, which are wiped afterwards. */
  public <T> T apply(Function<byte[], T> use) {
    return bytes.apply(use);
  }

  /** A second handle on the same scalar, closed on its own. */
  public SecretScalar copy() {
    return bytes.apply(copy -> new SecretScalar(SecretBytes.copyOf(copy)));
  }

  /** this + other mod n; empty if that is 0. */
  public Optional<SecretScalar> plus(SecretScalar other) {
    return of(value().add(other.value()).mod(Secp256k1.ORDER));
  }

  /** coefficients[0] + coefficients[1]*z + … mod n; empty if 0. */
  static Optional<SecretScalar> polynomial(List<SecretScalar> coefficients, Scalar z) {
    BigInteger value = BigInteger.ZERO;
    for (int i = coefficients.size() - 1; i >= 0; i--) {
      value = value.multiply(z.value()).add(coefficients.get(i).value()).mod(Secp256k1.ORDER);
    }
    return of(value);
  }

  /** this * other^-1 mod n. */
  public SecretScalar dividedBy(SecretScalar other) {
    BigInteger inverse = BigIntegers.modOddInverse(Secp256k1.ORDER, other.value());
    return product(value(), inverse);
  }

  /** publicValue * this^-1 mod n, itself a secret. */
  public SecretScalar divide(Scalar publicValue) {
    BigInteger inverse = BigIntegers.modOddInverse(Secp256k1.ORDER, value());
    return product(publicValue.value(), inverse);
  }

  private static SecretScalar product(BigInteger a, BigInteger b) {
    return of(a.multiply(b).mod(Secp256k1.ORDER))
        .orElseThrow(() -> new IllegalStateException("a product of units came out as zero"));
  }

  /** The Schnorr response this + c * secret mod n with this as nonce: public; empty if 0. */
  public Optional<Scalar> respond(Scalar c, SecretScalar secret) {
    BigInteger masked = c.value().multiply(secret.value());
    return Scalar.of(value().add(masked).mod(Secp256k1.ORDER));
  }

  @Override
  public void close() {
    bytes.close();
  }

  @Override
  public String toString() {
    return "SecretScalar";
  }
}
