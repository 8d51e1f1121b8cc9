// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.fhirpre.crypto.internal.group.SecretBytes;

/**
 * The 32 secret bytes from which every key of one person is derived. Whoever has them has all keys,
 * past and future.
 */
public final class RootSeed implements AutoCloseable {
  public static final int BYTES = 32;

  private final SecretBytes bytes;

  private RootSeed(SecretBytes bytes) {
    this.bytes = bytes;
  }

  public static RootSeed random(SecureRandom random) {
    byte[] fresh = new byte[BYTES];
    try {
      random.nextBytes(fresh);
      return fromBytes(fresh);
    } finally {
      Arrays.fill(fresh, (byte) 0);
    }
  }

  /**
   * @param bytes 32 bytes; the caller wipes its array
   * @throws PreException.MalformedEncoding unless 32 bytes
   */
  public static RootSeed fromBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new PreException.MalformedEncoding("root seed: bad length");
    }
    return new RootSeed(SecretBytes.copyOf(bytes));
  }

  /** The one exit, for a key store. The caller encrypts and then wipes the array. */
  public byte[] exportBytes() {
    return bytes.copy();
  }

  SecretKeyFactory factory() {
    return bytes.apply(SecretKeyFactory::fromSeed);
  }

  @Override
  public void close() {
    bytes.close();
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "RootSeed";
  }
}
