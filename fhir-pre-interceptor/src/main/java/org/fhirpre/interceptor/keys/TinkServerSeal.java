// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.spi.ServerSeal;

/** {@link ServerSeal} by a Tink AEAD (AES-256-GCM, random nonces, key id before the ciphertext). */
final class TinkServerSeal implements ServerSeal {
  private final Aead aead;

  TinkServerSeal(Aead aead) {
    this.aead = aead;
  }

  @Override
  public byte[] seal(byte[] plaintext, byte[] associatedData) {
    try {
      return aead.encrypt(plaintext, associatedData);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("the server seal does not encrypt", broken);
    }
  }

  @Override
  public byte[] open(byte[] sealed, byte[] associatedData) {
    try {
      return aead.decrypt(sealed, associatedData);
    } catch (GeneralSecurityException refused) {
      throw new PreException.OpenFailed();
    }
  }
}
