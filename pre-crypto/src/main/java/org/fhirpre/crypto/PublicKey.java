// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/**
 * A public key: a point of secp256k1 with one role, which is its Java type.
 *
 * <p>Two keys are equal if role and point are.
 */
public sealed interface PublicKey
    permits DelegatorPublicKey,
        ReceivingPublicKey,
        KeyFragVerifyingKey,
        HopVerifyingKey,
        DirectoryVerifyingKey,
        GrantVerifyingKey,
        EncodedKey {
  int BYTES = 33;

  /** SEC1 compressed, 33 bytes. */
  byte[] toBytes();

  KeyId id();

  /** Affine x coordinate, 32 bytes big-endian, as in a JWK. */
  byte[] x();

  /** Affine y coordinate, 32 bytes big-endian, as in a JWK. */
  byte[] y();
}
