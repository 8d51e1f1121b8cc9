// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import org.bouncycastle.util.Arrays;
import org.fhirpre.crypto.internal.group.Sha256;

/**
 * Builds the input of a context hash: fields in order, each as its length in 4 bytes big-endian and
 * its bytes.
 *
 * <p>Source: {@code docs/spec/core.md} §1.
 */
public final class LengthPrefixed {
  public static final int MAX_STRING_BYTES = 255;

  private byte[] joined = {};

  public LengthPrefixed bytes(byte[] field) {
    byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array();
    joined = Arrays.concatenate(joined, length, field);
    return this;
  }

  /** UTF-8, not normalised. */
  public LengthPrefixed string(String field) {
    return bytes(utf8(field));
  }

  /** 8 bytes big-endian. */
  public LengthPrefixed number(long field) {
    return bytes(ByteBuffer.allocate(Long.BYTES).putLong(field).array());
  }

  public byte[] toBytes() {
    return joined.clone();
  }

  public byte[] sha256() {
    return Sha256.of(joined);
  }

  /**
   * Strict UTF-8: a lone surrogate would otherwise become a question mark, and two texts one hash.
   *
   * @throws IllegalArgumentException unless 1..255 bytes of well-formed text
   */
  public static byte[] utf8(String text) {
    try {
      ByteBuffer encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      if (bytes.length == 0 || bytes.length > MAX_STRING_BYTES) {
        throw new IllegalArgumentException("text of " + bytes.length + " bytes, not 1..255");
      }
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("text is not well-formed Unicode", e);
    }
  }
}
