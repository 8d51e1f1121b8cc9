// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/** The library that computes in the group. Results are the same; speed and timing are not. */
public enum Backend {
  /**
   * What this process uses for public values: the backend named by the JVM property {@code
   * org.fhirpre.crypto.backend}, which is one of the other two, or without it the fastest that
   * works.
   */
  AUTO,
  /** In Java, always there. */
  BOUNCY_CASTLE,
  /** Native, from secp256k1-kmp: 2 to 6 times as fast, where its jars are present and load. */
  LIBSECP256K1
}
