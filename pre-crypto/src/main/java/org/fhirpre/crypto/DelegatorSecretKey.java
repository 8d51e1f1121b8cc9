// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.SecretScalar;

/** The secret key of one segment: makes kfrags and opens the patient's own records. */
public final class DelegatorSecretKey extends HeldKey implements SecretKey {
  private final DelegatorPublicKey publicKey;

  DelegatorSecretKey(SecretScalar scalar) {
    super(scalar);
    this.publicKey = new DelegatorPublicKey(Groups.shared().mulBase(scalar));
  }

  @Override
  public DelegatorPublicKey publicKey() {
    return publicKey;
  }
}
