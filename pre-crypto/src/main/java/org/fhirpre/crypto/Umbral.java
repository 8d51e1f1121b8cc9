// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.security.SecureRandom;
import java.util.Optional;
import org.fhirpre.crypto.internal.group.Arithmetic;

/**
 * The suite {@value #SUITE_ID}: Umbral proxy re-encryption on secp256k1, with thresholds, and
 * chains of up to four delegations.
 *
 * <p><b>Guarantees:</b> the proxy alone learns no key. Access goes one way. One stored object opens
 * to one content. <b>Limits:</b> a proxy and a delegatee who collude can compute the secret key of
 * the segment that was delegated, and of no other. No forward secrecy, not post-quantum.
 * Multiplications with secrets are regular, not strictly constant-time. No outside cryptographer
 * has reviewed the additions to Umbral. Source: {@code docs/spec/core.md}.
 */
public final class Umbral {
  public static final String SUITE_ID = "umbral-secp256k1-v1";

  private final Arithmetic arithmetic;

  private Umbral(Arithmetic arithmetic) {
    this.arithmetic = arithmetic;
  }

  /**
   * @param random shared by all operations, so it must be thread-safe, as the platform's are
   * @throws IllegalStateException if the backend cannot be used or does not give known answers
   */
  public static Umbral create(CryptoSettings settings, SecureRandom random) {
    return new Umbral(new Arithmetic(Groups.of(settings), random));
  }

  /** With {@link CryptoSettings#STANDARD}. */
  public static Umbral create(SecureRandom random) {
    return create(CryptoSettings.STANDARD, random);
  }

  /** Which library computes, for operators: such as {@code bouncy-castle}. */
  public String backend() {
    return arithmetic.group().name();
  }

  /**
   * One line for operators if {@link Backend#AUTO} found the native library and could not use it.
   */
  public static Optional<String> refusedBackend() {
    return Groups.refusal();
  }

  public KeyEncapsulation encapsulation() {
    return new UmbralEncapsulation(arithmetic);
  }

  public Delegation delegation() {
    return new UmbralDelegation(arithmetic);
  }

  public Forwarding forwarding() {
    return new UmbralForwarding(arithmetic);
  }

  public Reencryptor reencryptor() {
    return new UmbralReencryptor(arithmetic);
  }

  public Decapsulation decapsulation() {
    return new UmbralDecapsulation(arithmetic.group());
  }
}
