// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.util.List;
import org.fhirpre.interceptor.spi.IndexKeys;

/** Roots that count up from zero, the same for every epoch. */
public record FixedIndexKeys(List<Integer> epochs, String tenant) implements IndexKeys {
  private static final int ROOT_BYTES = 32;

  public FixedIndexKeys {
    epochs = List.copyOf(epochs);
  }

  @Override
  public byte[] root(int epoch) {
    byte[] root = new byte[ROOT_BYTES];
    for (int i = 0; i < ROOT_BYTES; i++) {
      root[i] = (byte) i;
    }
    return root;
  }
}
