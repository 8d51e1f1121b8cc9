// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.Arrays;
import org.fhirpre.crypto.internal.group.Sha256;

/** 32 public bytes with value semantics: a hash, or an id that is one. */
public final class Digest {
  public static final int BYTES = Sha256.BYTES;

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Digest of(byte[] bytes) {
    return new Digest(Encoding.argument("digest", bytes, BYTES));
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Digest";
  }
}
