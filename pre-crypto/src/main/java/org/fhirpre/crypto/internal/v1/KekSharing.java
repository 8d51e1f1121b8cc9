// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.bouncycastle.util.Arrays;

/**
 * From seeds to the key encryption key of a resource, its content key and its commitment.
 *
 * <p>Source: {@code docs/spec/core.md} §10.
 */
public final class KekSharing {
  public static final int KEY_BYTES = 32;
  public static final int SALT_BYTES = 16;

  /** At most so many shares protect one resource. */
  public static final int MAX_SHARES = 16;

  private KekSharing() {}

  /** The 32-byte share of one capsule. */
  public static byte[] share(byte[] seed, byte[] segmentId) {
    return Hkdf.derive(seed, Arrays.concatenate(ascii(Tags.SHARE), segmentId), KEY_BYTES);
  }

  /** Adds a share to the sum, in place. */
  public static void add(byte[] sum, byte[] share) {
    for (int i = 0; i < KEY_BYTES; i++) {
      sum[i] = (byte) (sum[i] ^ share[i]);
    }
  }

  public static byte[] contentKey(byte[] kek, byte[] salt, byte[] binding) {
    byte[] info = Arrays.concatenate(ascii(Tags.CONTENT_KEY), binding);
    return Hkdf.derive(kek, salt, info, KEY_BYTES);
  }

  public static byte[] commitment(byte[] kek, byte[] salt) {
    return Hkdf.derive(kek, salt, ascii(Tags.COMMITMENT), KEY_BYTES);
  }

  private static byte[] ascii(String tag) {
    return tag.getBytes(US_ASCII);
  }
}
