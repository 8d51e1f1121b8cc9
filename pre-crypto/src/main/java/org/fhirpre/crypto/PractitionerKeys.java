// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The keys of one practitioner, derived from the root seed.
 *
 * <p>Keys that this class gives out are closed by the caller. Source: {@code
 * docs/spec/key-derivation.md} §2.
 */
public final class PractitionerKeys implements AutoCloseable {
  private final SecretKeyFactory receiving;

  private PractitionerKeys(SecretKeyFactory receiving) {
    this.receiving = receiving;
  }

  /** Copies what it needs; the seed stays the caller's to close. */
  public static PractitionerKeys of(RootSeed seed) {
    try (SecretKeyFactory root = seed.factory()) {
      return new PractitionerKeys(root.makeFactory("fhir-pre/v1/receiving".getBytes(UTF_8)));
    }
  }

  /**
   * @param index 0, 1, …: one key per device
   */
  public TerminalSecretKey terminal(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("index must not be negative");
    }
    return new TerminalSecretKey(receiving.makeScalar(("terminal/" + index).getBytes(UTF_8)));
  }

  @Override
  public void close() {
    receiving.close();
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "PractitionerKeys";
  }
}
