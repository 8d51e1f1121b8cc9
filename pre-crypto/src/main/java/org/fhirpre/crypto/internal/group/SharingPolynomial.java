// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A secret in shares (Shamir): the constant term of f(z) = f0 + f1*z + … with t coefficients, over
 * the scalars. Any t values of f give f0 back, t-1 tell nothing about it. With t = 1 each value is
 * f0 itself.
 *
 * <p>Source: {@code docs/spec/core.md} §4.
 */
public final class SharingPolynomial implements AutoCloseable {
  private final List<SecretScalar> coefficients;

  private SharingPolynomial(List<SecretScalar> coefficients) {
    this.coefficients = coefficients;
  }

  /**
   * @param constant the secret; taken over, closing the polynomial closes it
   * @param threshold t, at least 1
   */
  public static SharingPolynomial random(
      SecretScalar constant, int threshold, SecureRandom random) {
    List<SecretScalar> coefficients = new ArrayList<>(List.of(constant));
    while (coefficients.size() < threshold) {
      coefficients.add(SecretScalar.random(random));
    }
    return new SharingPolynomial(List.copyOf(coefficients));
  }

  /** f(z), a share; empty if that is 0, which no share may be. */
  public Optional<SecretScalar> at(Scalar z) {
    return SecretScalar.polynomial(coefficients, z);
  }

  @Override
  public void close() {
    coefficients.forEach(SecretScalar::close);
  }

  @Override
  public String toString() {
    return "SharingPolynomial";
  }
}
