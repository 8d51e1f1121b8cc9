// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

/**
 * Padmé buckets (Nikitin et al., PETS 2019): a length leaks O(log log L) bits and grows by at most
 * 12 %.
 */
final class Padme {
  private Padme() {}

  /**
   * The bucket of a length.
   *
   * @param bytes at least 2
   * @return at least {@code bytes}
   */
  static int bucketBytes(int bytes) {
    int exponent = 31 - Integer.numberOfLeadingZeros(bytes);
    int significant = 32 - Integer.numberOfLeadingZeros(exponent);
    int mask = (1 << Math.max(0, exponent - significant)) - 1;
    return (bytes + mask) & ~mask;
  }
}
