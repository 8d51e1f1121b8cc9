// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Looks for patterns in bytes and in everything the bytes decode to, to depth four. Not
 * thread-safe.
 */
final class Inspector {

  static final int MAX_DEPTH = 4;

  private final List<Decoding> decodings =
      List.of(
          new Utf16Decoding(),
          new EscapeDecoding(),
          RadixDecoding.base64(),
          RadixDecoding.hex(),
          new InflateDecoding());

  /** Only for what was stored: behind another encoding it would double the work for nothing. */
  private static final Decoding STORED_TEXT = new FormUrlDecoding();

  private final PatternIndex patterns;

  Inspector(Collection<Form> forms) {
    this.patterns = new PatternIndex(forms);
  }

  /**
   * Inspects one stored value.
   *
   * @param found receives the decoding path and what was found under it, in the form's name
   */
  void inspect(byte[] stored, BiConsumer<String, Found> found) {
    inspect(stored, "", 0, found);
  }

  private void inspect(byte[] data, String path, int depth, BiConsumer<String, Found> found) {
    if (data.length < Form.MIN_BYTES) {
      return;
    }
    patterns.search(data, (form, matched) -> found.accept(path, Found.of(form, matched)));
    if (depth == MAX_DEPTH) {
      return;
    }
    Decoding.Sink deeper = (name, bytes) -> inspect(bytes, join(path, name), depth + 1, found);
    if (depth == 0) {
      STORED_TEXT.decode(data, deeper);
    }
    for (Decoding decoding : decodings) {
      decoding.decode(data, deeper);
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + " > " + name;
  }

  /** A canary and the name of the form in which it was found. */
  record Found(Canary canary, String form) {
    static Found of(Form form, int matched) {
      String name = matched < form.length() ? "prefix of " + matched : form.name();
      return new Found(form.canary(), name);
    }
  }
}
