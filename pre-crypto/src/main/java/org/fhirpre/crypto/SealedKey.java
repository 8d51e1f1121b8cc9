// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.List;

/** The key of a resource, sealed to its segments: shares for storage, the KEK for this request. */
public final class SealedKey implements AutoCloseable {
  private final List<Share> shares;
  private final Kek kek;

  SealedKey(List<Share> shares, Kek kek) {
    this.shares = List.copyOf(shares);
    this.kek = kek;
  }

  /** In the order of the segments that were asked for. */
  public List<Share> shares() {
    return shares;
  }

  /** Closed with this object. */
  public Kek kek() {
    return kek;
  }

  @Override
  public void close() {
    kek.close();
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "SealedKey";
  }
}
