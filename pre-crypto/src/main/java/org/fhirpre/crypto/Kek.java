// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.fhirpre.crypto.internal.group.SecretBytes;
import org.fhirpre.crypto.internal.v1.KekSharing;

/**
 * Key encryption key of one or more resources with the same shares: the XOR of them.
 *
 * <p>It is never output itself. Each resource has its own salt and so its own content key.
 *
 * <p>Source: {@code docs/spec/core.md} §10.
 */
public final class Kek implements AutoCloseable {
  public static final int SALT_BYTES = KekSharing.SALT_BYTES;

  private final SecretBytes bytes;

  private Kek(SecretBytes bytes) {
    this.bytes = bytes;
  }

  // The caller has checked that segments are distinct.
  static Kek combine(List<OpenedShare> shares) {
    byte[] sum = new byte[KekSharing.KEY_BYTES];
    try {
      for (OpenedShare share : shares) {
        addShare(sum, share);
      }
      return new Kek(SecretBytes.copyOf(sum));
    } finally {
      Arrays.fill(sum, (byte) 0);
    }
  }

  private static void addShare(byte[] sum, OpenedShare opened) {
    byte[] id = opened.segment().toBytes();
    byte[] share = opened.seed().apply(seed -> KekSharing.share(seed, id));
    KekSharing.add(sum, share);
    Arrays.fill(share, (byte) 0);
  }

  /**
   * The key for one resource's content, 32 bytes (AES-256). The caller wipes it.
   *
   * @param salt 16 random bytes of this resource
   */
  public byte[] contentKey(byte[] salt, ResourceBinding binding) {
    byte[] copy = Encoding.argument("salt", salt, SALT_BYTES);
    return bytes.apply(kek -> KekSharing.contentKey(kek, copy, binding.toBytes()));
  }

  /**
   * Commits to this key, 32 bytes, public. One stored object therefore opens to one content.
   *
   * @param salt 16 random bytes of this resource
   */
  public byte[] commitment(byte[] salt) {
    byte[] copy = Encoding.argument("salt", salt, SALT_BYTES);
    return bytes.apply(kek -> KekSharing.commitment(kek, copy));
  }

  boolean commitsTo(byte[] salt, byte[] expected) {
    return MessageDigest.isEqual(commitment(salt), expected);
  }

  @Override
  public void close() {
    bytes.close();
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "Kek";
  }
}
