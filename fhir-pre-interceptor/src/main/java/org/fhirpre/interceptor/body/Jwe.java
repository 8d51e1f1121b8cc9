// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A JWE (RFC 7516, {@code dir}, {@code A256GCM}) in its binary parts. Public values, not secret.
 *
 * <p>The platform's AES-GCM is used directly: this is the hot path of every write.
 */
final class Jwe {
  static final int IV_BYTES = 12;
  static final int TAG_BYTES = 16;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final byte[] header;
  private final byte[] iv;
  private final byte[] ciphertext;
  private final byte[] tag;

  Jwe(byte[] header, byte[] iv, byte[] ciphertext, byte[] tag) {
    this.header = header.clone();
    this.iv = iv.clone();
    this.ciphertext = ciphertext.clone();
    this.tag = tag.clone();
  }

  /**
   * @param contentKey 32 bytes; the caller wipes it
   */
  static Jwe encrypt(JweHeader header, byte[] compressed, byte[] contentKey, SecureRandom random) {
    byte[] protectedHeader = header.toBytes();
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      SecretKeySpec key = new SecretKeySpec(contentKey, "AES");
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG_BYTES, iv));
      cipher.updateAAD(TEXT.encode(protectedHeader));
      byte[] sealed = cipher.doFinal(compressed);
      int end = sealed.length - TAG_BYTES;
      return new Jwe(
          protectedHeader,
          iv,
          Arrays.copyOf(sealed, end),
          Arrays.copyOfRange(sealed, end, sealed.length));
    } catch (GeneralSecurityException missingInThisPlatform) {
      throw new IllegalStateException("AES-GCM is not available", missingInThisPlatform);
    }
  }

  byte[] header() {
    return header.clone();
  }

  byte[] iv() {
    return iv.clone();
  }

  byte[] ciphertext() {
    return ciphertext.clone();
  }

  byte[] tag() {
    return tag.clone();
  }

  /** RFC 7516 section 7.1; the encrypted key is empty ({@code dir}). */
  String compact() {
    return TEXT.encodeToString(header)
        + ".."
        + TEXT.encodeToString(iv)
        + "."
        + TEXT.encodeToString(ciphertext)
        + "."
        + TEXT.encodeToString(tag);
  }

  byte[] compactBytes() {
    return compact().getBytes(US_ASCII);
  }
}
