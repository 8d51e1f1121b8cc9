// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import org.bouncycastle.util.Arrays;
import org.fhirpre.crypto.internal.group.Point;

/**
 * What a kfrag's signatures cover: id 32, commitment U1 33, precursor X 33, then for each of
 * delegator and delegatee either 01 and the key, or 00. 166 bytes with both keys.
 *
 * <p>It has no domain separation: the key that signs it signs nothing else.
 *
 * <p>Source: {@code docs/spec/core.md} §4.
 */
public final class KeyFragMessage {
  private static final byte[] NOT_COVERED = {0};

  private final byte[] prefix;
  private final Point delegator;
  private final Point delegatee;

  /**
   * @param id 32 bytes
   */
  public KeyFragMessage(byte[] id, Point commitment, Point precursor, KeyPair keys) {
    this.prefix =
        new FieldWriter(Layout.SIMPLE, id.length + 2 * Point.BYTES)
            .bytes(id)
            .point(commitment)
            .point(precursor)
            .toBytes();
    this.delegator = keys.delegator();
    this.delegatee = keys.delegatee();
  }

  /** The two ends of a delegation. */
  public record KeyPair(Point delegator, Point delegatee) {}

  public byte[] covering(KeyBinding binding) {
    byte[] first = binding.coversDelegator() ? covered(delegator) : NOT_COVERED;
    byte[] second = binding.coversDelegatee() ? covered(delegatee) : NOT_COVERED;
    return Arrays.concatenate(prefix, first, second);
  }

  private static byte[] covered(Point key) {
    return Arrays.prepend(key.encoded(), (byte) 1);
  }
}
