// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/** How one {@link Umbral} computes. */
public record CryptoSettings(Backend backend, SecretMultiplication secrets) {
  public static final CryptoSettings STANDARD =
      new CryptoSettings(Backend.AUTO, SecretMultiplication.PROTECTED);
}
