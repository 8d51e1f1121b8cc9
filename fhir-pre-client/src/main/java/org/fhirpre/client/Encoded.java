// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** The text forms of bytes, read so that one value has exactly one encoding. */
final class Encoded {
  private static final int SHORT_DIGEST_BYTES = 16;

  private Encoded() {}

  /**
   * Base64url without padding.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static byte[] base64Url(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (!toBase64Url(bytes).equals(text)) {
      throw new IllegalArgumentException("not canonical base64url");
    }
    return bytes;
  }

  static String toBase64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Base64 as FHIR's base64Binary.
   *
   * @throws IllegalArgumentException if the text is not canonical
   */
  static byte[] base64(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("not canonical base64");
    }
    return bytes;
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from the platform", e);
    }
  }

  /** Base64url of the first 16 bytes of the SHA-256: how the format names keys and paths. */
  static String shortDigest(byte[] bytes) {
    return toBase64Url(Arrays.copyOf(sha256(bytes), SHORT_DIGEST_BYTES));
  }
}
