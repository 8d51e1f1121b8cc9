// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.SecretScalar;

/** Signs the hop keys of one group or organisation; it signs nothing else. */
public final class HopSigner extends HeldKey implements SecretKey {
  private final HopVerifyingKey publicKey;

  HopSigner(SecretScalar scalar) {
    super(scalar);
    this.publicKey = new HopVerifyingKey(Groups.shared().mulBase(scalar));
  }

  @Override
  public HopVerifyingKey publicKey() {
    return publicKey;
  }

  /** The same as {@link #publicKey}, under the name a signature's reader looks for. */
  public HopVerifyingKey verifyingKey() {
    return publicKey;
  }
}
