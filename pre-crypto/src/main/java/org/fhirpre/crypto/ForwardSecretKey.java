// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.SecretScalar;

/** The secret key of a group or organisation: it opens, and makes hop keys for members. */
public final class ForwardSecretKey extends HeldKey implements ReceivingSecretKey {
  private final ForwardPublicKey publicKey;

  ForwardSecretKey(SecretScalar scalar) {
    super(scalar);
    this.publicKey = new ForwardPublicKey(Groups.shared().mulBase(scalar));
  }

  @Override
  public ForwardPublicKey publicKey() {
    return publicKey;
  }
}
