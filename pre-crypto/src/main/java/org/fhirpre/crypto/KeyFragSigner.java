// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.SecretScalar;

/** Signs the kfrags of one patient; it signs nothing else. */
public final class KeyFragSigner extends HeldKey implements SecretKey {
  private final KeyFragVerifyingKey publicKey;

  KeyFragSigner(SecretScalar scalar) {
    super(scalar);
    this.publicKey = new KeyFragVerifyingKey(Groups.shared().mulBase(scalar));
  }

  @Override
  public KeyFragVerifyingKey publicKey() {
    return publicKey;
  }

  /** The same as {@link #publicKey}, under the name a signature's reader looks for. */
  public KeyFragVerifyingKey verifyingKey() {
    return publicKey;
  }
}
