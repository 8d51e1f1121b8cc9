// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds many patterns in one pass over the data, whatever their number.
 *
 * <p>The first six bytes of each pattern, folded to lower case, are one 48-bit key. The data slides
 * through a 48-bit window; a bit table that fits a processor cache tells at once that almost no
 * window is a key, the rest is looked up and compared in full. Immutable, thread-safe.
 */
final class PatternIndex {

  /** Receives what was found. */
  interface Sink {
    /**
     * @param matched bytes that agree: the pattern's length, or fewer for a prefix
     */
    void found(Form form, int matched);
  }

  private static final int KEY_BITS = Form.MIN_BYTES * Byte.SIZE;
  private static final long KEY_MASK = (1L << KEY_BITS) - 1;
  private static final int TABLE_BITS = 22;
  private static final byte[] FOLD = foldTable();

  private final long[] table = new long[1 << (TABLE_BITS - 6)];
  private final Map<Long, List<Form>> forms = new HashMap<>();

  PatternIndex(Collection<Form> patterns) {
    for (Form form : patterns) {
      long key = 0;
      for (int i = 0; i < Form.MIN_BYTES; i++) {
        key = key << Byte.SIZE | (form.foldedAt(i) & 0xff);
      }
      int slot = slot(key);
      table[slot >>> 6] |= 1L << slot;
      forms.computeIfAbsent(key, k -> new ArrayList<>()).add(form);
    }
  }

  static byte[] fold(byte[] bytes) {
    byte[] folded = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      folded[i] = FOLD[bytes[i] & 0xff];
    }
    return folded;
  }

  void search(byte[] data, Sink sink) {
    long window = 0;
    for (int i = 0; i < data.length; i++) {
      window = (window << Byte.SIZE | (FOLD[data[i] & 0xff] & 0xff)) & KEY_MASK;
      int slot = slot(window);
      if ((table[slot >>> 6] & 1L << slot) != 0 && i >= Form.MIN_BYTES - 1) {
        compare(data, i - Form.MIN_BYTES + 1, window, sink);
      }
    }
  }

  private void compare(byte[] data, int start, long key, Sink sink) {
    for (Form form : forms.getOrDefault(key, List.of())) {
      int matched = Form.MIN_BYTES;
      while (matched < form.length()
          && start + matched < data.length
          && FOLD[data[start + matched] & 0xff] == form.foldedAt(matched)) {
        matched++;
      }
      if (Surroundings.count(form, matched, data, start)) {
        sink.found(form, matched);
      }
    }
  }

  private static int slot(long key) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - TABLE_BITS));
  }

  private static byte[] foldTable() {
    byte[] table = new byte[256];
    for (int i = 0; i < table.length; i++) {
      table[i] = (byte) (i >= 'A' && i <= 'Z' ? i + ('a' - 'A') : i);
    }
    return table;
  }
}
