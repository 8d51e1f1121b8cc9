// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.memory;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.spi.ServerSeal;

/** A server seal with a fresh key that is never written down. */
public final class TinkSeal implements ServerSeal {
  private final Aead aead;

  public TinkSeal() {
    try {
      AeadConfig.register();
      aead =
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM)
              .getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public byte[] seal(byte[] plaintext, byte[] associatedData) {
    try {
      return aead.encrypt(plaintext, associatedData);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public byte[] open(byte[] sealed, byte[] associatedData) {
    try {
      return aead.decrypt(sealed, associatedData);
    } catch (GeneralSecurityException wrong) {
      throw new PreException.OpenFailed();
    }
  }
}
