// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/**
 * How many proxies hold a share of a key, and how many of them must work together.
 *
 * @param required t, 1..shares
 * @param shares N, at most 16
 */
public record Threshold(int required, int shares) {
  public static final int MAX_SHARES = 16;

  /** One proxy, which alone suffices. */
  public static final Threshold SINGLE = new Threshold(1, 1);

  /**
   * @throws IllegalArgumentException unless 1 &lt;= required &lt;= shares &lt;= 16
   */
  public Threshold {
    if (required < 1 || required > shares || shares > MAX_SHARES) {
      throw new IllegalArgumentException("threshold is not 1 <= required <= shares <= 16");
    }
  }
}
