// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import org.fhirpre.crypto.internal.group.Sha256;

/** Name of a public key: SHA-256 of its 33-byte encoding, 32 bytes. */
public final class KeyId {
  public static final int BYTES = 32;
  private static final int SHOWN_BYTES = 8;

  private final byte[] bytes;

  private KeyId(byte[] bytes) {
    this.bytes = bytes;
  }

  static KeyId of(byte[] encodedKey) {
    return new KeyId(Sha256.of(encodedKey));
  }

  /**
   * @throws PreException.MalformedEncoding unless 32 bytes
   */
  public static KeyId fromBytes(byte[] bytes) {
    return new KeyId(Encoding.exact("key id", bytes, BYTES));
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyId id && Arrays.equals(bytes, id.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The first 8 bytes in hex: enough for a log, too short to compare by. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes, 0, SHOWN_BYTES);
  }
}
