// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF-SHA256, RFC 5869. No salt means 32 zero bytes.
 *
 * <p>Source: {@code docs/spec/core.md} §2.
 */
public final class Hkdf {
  // Of the platform and not of Bouncy Castle: it uses the processor's instructions for SHA-256.
  private static final String HMAC = "HmacSHA256";
  private static final int BLOCK_BYTES = 32;
  private static final byte[] NO_SALT = new byte[BLOCK_BYTES];

  private Hkdf() {}

  public static byte[] derive(byte[] keyMaterial, byte[] info, int bytes) {
    return derive(keyMaterial, NO_SALT, info, bytes);
  }

  public static byte[] derive(byte[] keyMaterial, byte[] salt, byte[] info, int bytes) {
    byte[] key = keyed(salt).doFinal(keyMaterial);
    byte[] output = new byte[bytes];
    try {
      expand(keyed(key), info, output);
      return output;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  // T(i) = HMAC(key, T(i-1) || info || i)
  private static void expand(Mac mac, byte[] info, byte[] output) {
    byte[] block = {};
    for (int done = 0; done < output.length; done += BLOCK_BYTES) {
      mac.update(block);
      mac.update(info);
      mac.update((byte) (done / BLOCK_BYTES + 1));
      Arrays.fill(block, (byte) 0);
      block = mac.doFinal();
      System.arraycopy(block, 0, output, done, Math.min(BLOCK_BYTES, output.length - done));
    }
    Arrays.fill(block, (byte) 0);
  }

  private static Mac keyed(byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }
}
