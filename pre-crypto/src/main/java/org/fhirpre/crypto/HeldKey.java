// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.SecretScalar;

/** What the secret keys of all roles share. */
abstract sealed class HeldKey implements SecretKey
    permits DelegatorSecretKey,
        TerminalSecretKey,
        ForwardSecretKey,
        KeyFragSigner,
        HopSigner,
        DirectorySigner,
        GrantSigner {
  private final SecretScalar scalar;

  /** Takes the scalar over: closing the key closes it. */
  HeldKey(SecretScalar scalar) {
    this.scalar = scalar;
  }

  static SecretScalar scalarOf(SecretKey key) {
    return ((HeldKey) key).scalar;
  }

  final SecretScalar scalar() {
    return scalar;
  }

  @Override
  public final void close() {
    scalar.close();
  }

  /** The type's name only. */
  @Override
  public final String toString() {
    return getClass().getSimpleName();
  }
}
