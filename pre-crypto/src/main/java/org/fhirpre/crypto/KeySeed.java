// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.Arrays;
import java.util.function.Function;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.SecretBytes;

/** What one capsule yields to whoever may open it: a secret point, 33 bytes. */
public final class KeySeed implements AutoCloseable {
  private final SecretBytes bytes;

  KeySeed(Point secret) {
    byte[] encoded = secret.encoded();
    this.bytes = SecretBytes.copyOf(encoded);
    Arrays.fill(encoded, (byte) 0);
  }

  <T> T apply(Function<byte[], T> use) {
    return bytes.apply(use);
  }

  @Override
  public void close() {
    bytes.close();
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "KeySeed";
  }
}
