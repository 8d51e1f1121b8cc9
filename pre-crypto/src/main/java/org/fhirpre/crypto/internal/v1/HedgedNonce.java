// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import java.security.SecureRandom;
import org.fhirpre.crypto.internal.group.SecretScalar;

/**
 * The nonce of a proof, from the secret, the statement and fresh randomness: it stays secret and
 * does not repeat across statements even if the generator is weak or its state repeats.
 *
 * <p>Source: {@code docs/spec/core.md} §2.
 */
public final class HedgedNonce {
  private static final int RANDOM_BYTES = 32;

  private HedgedNonce() {}

  /**
   * @param transcript 32 bytes, hash of everything in the challenge that does not depend on the
   *     nonce
   */
  public static SecretScalar of(SecretScalar secret, byte[] transcript, SecureRandom random) {
    byte[] fresh = new byte[RANDOM_BYTES];
    random.nextBytes(fresh);
    return secret.apply(
        bytes -> HashToScalar.tagged(Tags.NONCE).with(bytes).with(transcript).with(fresh).secret());
  }
}
