// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * An ECDSA signature that is well-formed: r, s in 1..n-1 and s at most (n-1)/2. Shape: r 32, s 32,
 * big-endian.
 *
 * <p>The equation admits (r, s) and (r, n-s) alike; one of the two is refused at parse, so that a
 * signature has one encoding.
 */
public final class Signature {
  public static final int BYTES = 64;
  private static final BigInteger MAX_S = Secp256k1.ORDER.shiftRight(1);

  private final Scalar r;
  private final Scalar s;

  private Signature(Scalar r, Scalar s) {
    this.r = r;
    this.s = s;
  }

  /** Empty unless well-formed. */
  public static Optional<Signature> decode(byte[] bytes) {
    if (bytes.length != BYTES) {
      return Optional.empty();
    }
    Optional<Scalar> r = Scalar.decode(Arrays.copyOf(bytes, Scalar.BYTES));
    Optional<Scalar> s = Scalar.decode(Arrays.copyOfRange(bytes, Scalar.BYTES, BYTES));
    return r.flatMap(someR -> s.filter(Signature::isLow).map(someS -> new Signature(someR, someS)));
  }

  /** From what a signer computed, which may have the other s. */
  static Signature lowS(BigInteger r, BigInteger s) {
    Scalar made = Scalar.of(s).orElseThrow();
    return new Signature(Scalar.of(r).orElseThrow(), isLow(made) ? made : made.negated());
  }

  private static boolean isLow(Scalar s) {
    return s.value().compareTo(MAX_S) <= 0;
  }

  Scalar r() {
    return r;
  }

  Scalar s() {
    return s;
  }

  public byte[] encoded() {
    byte[] bytes = Arrays.copyOf(r.encoded(), BYTES);
    System.arraycopy(s.encoded(), 0, bytes, Scalar.BYTES, Scalar.BYTES);
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature signature && r.equals(signature.r) && s.equals(signature.s);
  }

  @Override
  public int hashCode() {
    return r.hashCode();
  }
}
