// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import java.util.Arrays;
import java.util.function.Function;

/**
 * Secret bytes that are zeroed on {@link #close}.
 *
 * <p>Best effort: the garbage collector may have copied the array before, and {@code BigInteger}s
 * made from it cannot be wiped. Thread-safe: whoever uses it while another thread closes it works
 * on a whole copy or gets the {@link IllegalStateException}, never on half-wiped bytes.
 */
public final class SecretBytes implements AutoCloseable {
  private final byte[] bytes;
  private boolean closed;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies; the caller wipes its own array. */
  public static SecretBytes copyOf(byte[] secret) {
    return new SecretBytes(secret.clone());
  }

  /**
   * A copy that the caller must wipe.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public synchronized byte[] copy() {
    if (closed) {
      throw new IllegalStateException("the secret is closed");
    }
    return bytes.clone();
  }

  /** Computes on a copy that is wiped before this method returns. */
  public <T> T apply(Function<byte[], T> use) {
    byte[] copy = copy();
    try {
      return use.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "SecretBytes";
  }
}
