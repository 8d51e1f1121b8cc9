// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.SecretScalar;

/** The secret key of a practitioner or device: it opens and cannot forward. */
public final class TerminalSecretKey extends HeldKey implements ReceivingSecretKey {
  private final TerminalPublicKey publicKey;

  TerminalSecretKey(SecretScalar scalar) {
    super(scalar);
    this.publicKey = new TerminalPublicKey(Groups.shared().mulBase(scalar));
  }

  @Override
  public TerminalPublicKey publicKey() {
    return publicKey;
  }
}
