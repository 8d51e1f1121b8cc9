// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.SecretScalar;

/** Signs what one patient grants; it signs nothing else. See {@link GrantSignature}. */
public final class GrantSigner extends HeldKey implements SecretKey {
  private final GrantVerifyingKey publicKey;

  GrantSigner(SecretScalar scalar) {
    super(scalar);
    this.publicKey = new GrantVerifyingKey(Groups.shared().mulBase(scalar));
  }

  @Override
  public GrantVerifyingKey publicKey() {
    return publicKey;
  }

  /** The same as {@link #publicKey}, under the name a signature's reader looks for. */
  public GrantVerifyingKey verifyingKey() {
    return publicKey;
  }
}
