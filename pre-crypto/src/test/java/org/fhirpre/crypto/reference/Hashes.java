// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.fhirpre.crypto.reference.Curve.join;
import static org.fhirpre.crypto.reference.Curve.number;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** docs/spec/core.md §1 and §2. */
final class Hashes {
  private static final byte[] NO_SALT = new byte[32];

  private Hashes() {}

  static byte[] sha256(byte[]... parts) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(join(parts));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(join(parts));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] hkdf(byte[] keyMaterial, byte[] info, int length) {
    return hkdf(keyMaterial, NO_SALT, info, length);
  }

  static byte[] hkdf(byte[] keyMaterial, byte[] salt, byte[] info, int length) {
    byte[] key = hmac(salt, keyMaterial);
    byte[] block = {};
    byte[] output = {};
    for (byte i = 1; output.length < length; i++) {
      block = hmac(key, block, info, new byte[] {i});
      output = join(output, block);
    }
    return Arrays.copyOf(output, length);
  }

  /** F. */
  static byte[] field(byte[] content) {
    return join(ByteBuffer.allocate(4).putInt(content.length).array(), content);
  }

  static byte[] field(String text) {
    return field(utf8(text));
  }

  static byte[] field(long number) {
    return field(ByteBuffer.allocate(8).putLong(number).array());
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  /** H2S. */
  static BigInteger scalar(byte[] tag, byte[]... parts) {
    BigInteger hash = number(sha256(field(tag), join(parts)));
    return hash.mod(Curve.N.subtract(BigInteger.ONE)).add(BigInteger.ONE);
  }

  static BigInteger scalar(String tag, byte[]... parts) {
    return scalar(utf8(tag), parts);
  }
}
