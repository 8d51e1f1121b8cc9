// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/**
 * A secret key with one role, which is its Java type. Wiped on {@link #close} (best effort);
 * unprintable, without equality, and its bytes do not leave this package.
 */
public sealed interface SecretKey extends AutoCloseable
    permits DelegatorSecretKey,
        ReceivingSecretKey,
        KeyFragSigner,
        HopSigner,
        DirectorySigner,
        GrantSigner,
        HeldKey {

  PublicKey publicKey();

  @Override
  void close();
}
