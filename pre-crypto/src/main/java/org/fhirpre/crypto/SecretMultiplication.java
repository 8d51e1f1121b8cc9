// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/** How a secret that lives for one use or one delegation is multiplied, docs/spec/core.md §12. */
public enum SecretMultiplication {
  /** Regular, or with the scalar split at random where the library is not regular. */
  PROTECTED,
  /**
   * Variable time, for a process whose timing nobody but its one party can observe. Long-term keys
   * and signatures stay protected.
   */
  PLAIN_SINGLE_TENANT
}
