// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.security.SecureRandom;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.XChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.util.Arrays;
import org.fhirpre.crypto.internal.v1.Hkdf;

/**
 * The content encryption of other Umbral implementations, for interoperability: nonce 24, then
 * XChaCha20-Poly1305 with the capsule as associated data. It does not commit to its key.
 */
final class CompatDem {
  private static final int NONCE_BYTES = 24;
  private static final int TAG_BITS = 128;

  private CompatDem() {}

  static byte[] key(KeySeed seed) {
    return seed.apply(bytes -> Hkdf.derive(bytes, new byte[0], 32));
  }

  static byte[] encrypt(
      KeySeed seed, byte[] plaintext, VerifiedCapsule capsule, SecureRandom random)
      throws InvalidCipherTextException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    XChaCha20Poly1305 cipher = new XChaCha20Poly1305();
    cipher.init(true, parameters(seed, nonce, capsule));
    return Arrays.concatenate(nonce, run(cipher, plaintext));
  }

  static byte[] decrypt(KeySeed seed, byte[] ciphertext, VerifiedCapsule capsule)
      throws InvalidCipherTextException {
    byte[] nonce = Arrays.copyOf(ciphertext, NONCE_BYTES);
    XChaCha20Poly1305 cipher = new XChaCha20Poly1305();
    cipher.init(false, parameters(seed, nonce, capsule));
    return run(cipher, Arrays.copyOfRange(ciphertext, NONCE_BYTES, ciphertext.length));
  }

  private static AEADParameters parameters(KeySeed seed, byte[] nonce, VerifiedCapsule capsule) {
    return new AEADParameters(new KeyParameter(key(seed)), TAG_BITS, nonce, capsule.toSimple());
  }

  private static byte[] run(XChaCha20Poly1305 cipher, byte[] input)
      throws InvalidCipherTextException {
    byte[] output = new byte[cipher.getOutputSize(input.length)];
    int done = cipher.processBytes(input, 0, input.length, output, 0);
    cipher.doFinal(output, done);
    return output;
  }
}
