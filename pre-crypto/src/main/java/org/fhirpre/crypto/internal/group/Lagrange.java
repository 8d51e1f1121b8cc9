// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;

/**
 * Interpolation at 0: f(0) = sum of lambda_i * f(z_i), for scalars and for points alike.
 *
 * <p>Source: {@code docs/spec/core.md} §8.
 */
public final class Lagrange {

  private Lagrange() {}

  /** The lambda_i, one for each z_i in order; empty if two of these are equal. */
  public static Optional<List<Scalar>> coefficients(List<Scalar> indexes) {
    if (new HashSet<>(indexes).size() < indexes.size()) {
      return Optional.empty();
    }
    List<Scalar> lambdas = new ArrayList<>();
    for (Scalar each : indexes) {
      lambdas.add(coefficient(each, indexes));
    }
    return Optional.of(lambdas);
  }

  // The product of z_j / (z_j - z_i) over all other j: of units, so it is one.
  private static Scalar coefficient(Scalar own, List<Scalar> indexes) {
    BigInteger numerator = BigInteger.ONE;
    BigInteger denominator = BigInteger.ONE;
    for (Scalar other : indexes) {
      if (!other.equals(own)) {
        numerator = numerator.multiply(other.value()).mod(Secp256k1.ORDER);
        BigInteger distance = other.value().subtract(own.value());
        denominator = denominator.multiply(distance).mod(Secp256k1.ORDER);
      }
    }
    BigInteger inverse = BigIntegers.modOddInverse(Secp256k1.ORDER, denominator);
    return Scalar.of(numerator.multiply(inverse).mod(Secp256k1.ORDER)).orElseThrow();
  }
}
