// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.prf.HkdfPrfKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fhirpre.interceptor.spi.IndexKeys;

/**
 * {@link IndexKeys} of a keyset: an epoch's number is its key id, its root the key's 32 bytes.
 * Disabled keys are no live epochs. The newest epoch has the highest number.
 */
final class IndexRoots implements IndexKeys {
  private static final int MAX_EPOCHS = 4;

  private final Map<Integer, byte[]> roots;
  private final String tenant;

  IndexRoots(KeysetHandle keyset, String tenant) {
    this.tenant = tenant;
    this.roots = roots(keyset);
    if (roots.isEmpty() || roots.size() > MAX_EPOCHS) {
      throw new IllegalStateException("the index root keyset must hold 1 to 4 live epochs");
    }
  }

  @AccessesPartialKey
  private static Map<Integer, byte[]> roots(KeysetHandle keyset) {
    Map<Integer, byte[]> roots = new TreeMap<>(Comparator.reverseOrder());
    for (int i = 0; i < keyset.size(); i++) {
      KeysetHandle.Entry entry = keyset.getAt(i);
      if (entry.getStatus().equals(KeyStatus.ENABLED)
          && entry.getKey() instanceof HkdfPrfKey root) {
        roots.put(entry.getId(), root.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get()));
      }
    }
    return roots;
  }

  @Override
  public List<Integer> epochs() {
    return new ArrayList<>(roots.keySet());
  }

  @Override
  public byte[] root(int epoch) {
    byte[] root = roots.get(epoch);
    if (root == null) {
      throw new IllegalArgumentException("no such index epoch");
    }
    return root.clone();
  }

  @Override
  public String tenant() {
    return tenant;
  }
}
