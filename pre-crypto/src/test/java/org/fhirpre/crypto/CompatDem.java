// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.XChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.fhirpre.crypto.internal.v1.Hkdf;

/**
 * The content encryption of other Umbral implementations, to read their ciphertexts: nonce 24, then
 * XChaCha20-Poly1305 with the capsule as associated data. It does not commit to its key.
 */
final class CompatDem {
  private static final int NONCE_BYTES = 24;
  private static final int TAG_BITS = 128;

  private CompatDem() {}

  static byte[] key(KeySeed seed) {
    return seed.apply(bytes -> Hkdf.derive(bytes, new byte[0], 32));
  }

  static byte[] decrypt(KeySeed seed, byte[] ciphertext, VerifiedCapsule capsule)
      throws InvalidCipherTextException {
    byte[] nonce = Arrays.copyOf(ciphertext, NONCE_BYTES);
    XChaCha20Poly1305 cipher = new XChaCha20Poly1305();
    cipher.init(
        false,
        new AEADParameters(new KeyParameter(key(seed)), TAG_BITS, nonce, capsule.toSimple()));
    int length = ciphertext.length - NONCE_BYTES;
    byte[] plaintext = new byte[cipher.getOutputSize(length)];
    int done = cipher.processBytes(ciphertext, NONCE_BYTES, length, plaintext, 0);
    cipher.doFinal(plaintext, done);
    return plaintext;
  }
}
