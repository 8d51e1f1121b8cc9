// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Flips every single bit of a valid encoding. */
final class Mutations {

  private Mutations() {}

  /** Offsets of the bits whose flip was accepted; any failure but ours passes through. */
  static List<Integer> accepted(byte[] valid, Consumer<byte[]> use) {
    use.accept(valid.clone());
    List<Integer> accepted = new ArrayList<>();
    for (int bit = 0; bit < valid.length * Byte.SIZE; bit++) {
      if (isAccepted(flipped(valid, bit), use)) {
        accepted.add(bit);
      }
    }
    return accepted;
  }

  static byte[] flipped(byte[] valid, int bit) {
    byte[] changed = valid.clone();
    changed[bit / Byte.SIZE] = (byte) (changed[bit / Byte.SIZE] ^ (1 << (bit % Byte.SIZE)));
    return changed;
  }

  private static boolean isAccepted(byte[] changed, Consumer<byte[]> use) {
    try {
      use.accept(changed);
      return true;
    } catch (PreException expected) {
      return false;
    }
  }

  /** Every shorter prefix and one longer form, each with our refusal. */
  static List<Integer> acceptedLengths(byte[] valid, Consumer<byte[]> parse) {
    List<Integer> accepted = new ArrayList<>();
    for (int length = 0; length <= valid.length + 1; length++) {
      byte[] changed = Arrays.copyOf(valid, length);
      if (length != valid.length && isAccepted(changed, parse)) {
        accepted.add(length);
      }
    }
    return accepted;
  }
}
