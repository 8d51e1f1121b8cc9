// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.security.SecureRandom;

/**
 * The suite {@value #SUITE_ID}: Umbral proxy re-encryption on secp256k1, one hop, one proxy.
 *
 * <p><b>Guarantees:</b> the proxy alone learns no key. Access goes one way. One stored object opens
 * to one content. <b>Limits:</b> a proxy and a delegatee who collude can compute the secret key of
 * the segment that was delegated, and of no other. No forward secrecy, not post-quantum.
 * Multiplications with secrets are regular, not strictly constant-time. No outside cryptographer
 * has reviewed the additions to Umbral. Source: {@code docs/spec/core.md}.
 */
public final class Umbral {
  public static final String SUITE_ID = "umbral-secp256k1-v1";

  private final SecureRandom random;

  private Umbral(SecureRandom random) {
    this.random = random;
  }

  /**
   * @param random shared by all operations, so it must be thread-safe, as the platform's are
   * @throws IllegalStateException if the arithmetic does not give known answers
   */
  public static Umbral create(SecureRandom random) {
    KnownAnswers.require();
    return new Umbral(random);
  }

  public KeyEncapsulation encapsulation() {
    return new UmbralEncapsulation(random);
  }

  public Delegation delegation() {
    return new UmbralDelegation(random);
  }

  public Reencryptor reencryptor() {
    return new UmbralReencryptor(random);
  }

  public Decapsulation decapsulation() {
    return new UmbralDecapsulation();
  }
}
