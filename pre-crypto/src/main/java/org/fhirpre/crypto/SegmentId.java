// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * Opaque name of a segment: 16 random bytes, made once per (patient, facet, class-group, epoch).
 *
 * <p>It says nothing; only the patient's directory links it to what it stands for.
 *
 * <p>Source: {@code docs/spec/key-derivation.md} §3.
 */
public final class SegmentId {
  public static final int BYTES = 16;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final byte[] bytes;

  private SegmentId(byte[] bytes) {
    this.bytes = bytes;
  }

  public static SegmentId random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new SegmentId(bytes);
  }

  /**
   * @throws PreException.MalformedEncoding unless 16 bytes
   */
  public static SegmentId fromBytes(byte[] bytes) {
    return new SegmentId(Encoding.exact("segment id", bytes, BYTES));
  }

  /**
   * Parses the text form: 22 characters of base64url without padding, canonical.
   *
   * @throws PreException.MalformedEncoding otherwise
   */
  public static SegmentId parse(String text) {
    try {
      SegmentId id = fromBytes(Base64.getUrlDecoder().decode(text));
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException notBase64) {
      throw new PreException.MalformedEncoding("segment id: bad text");
    }
    throw new PreException.MalformedEncoding("segment id: bad text");
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SegmentId id && Arrays.equals(bytes, id.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Base64url without padding, 22 characters. */
  @Override
  public String toString() {
    return TEXT.encodeToString(bytes);
  }
}
