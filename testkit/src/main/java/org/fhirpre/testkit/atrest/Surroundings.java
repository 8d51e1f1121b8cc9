// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

/**
 * Decides by what stands beside a match whether it can be chance.
 *
 * <p>A database of ciphertext is hundreds of megabytes of random base64: six given letters occur in
 * it by accident, ten do not. Short matches therefore count as a word of their own only, and the
 * shortest only in readable surroundings.
 */
final class Surroundings {

  private static final int CERTAIN = 10;
  private static final int NEEDS_READABLE_TEXT = 8;
  private static final int LOOK_AROUND = 8;

  private Surroundings() {}

  static boolean count(Form form, int matched, byte[] data, int start) {
    int end = start + matched;
    if (matched < form.length()) {
      return form.prefixesCount() && (matched >= CERTAIN || isWord(data, start, end));
    }
    return switch (form.edge()) {
      case ANY -> true;
      case NOT_WORD -> isWord(data, start, end);
      case NOT_DIGIT -> isNumber(data, start, end);
    };
  }

  private static boolean isWord(byte[] data, int start, int end) {
    return !isWordByte(at(data, start - 1))
        && !isWordByte(at(data, end))
        && (end - start >= NEEDS_READABLE_TEXT || isReadableAround(data, start, end));
  }

  /** Zeros after a decimal do not change it. */
  private static boolean isNumber(byte[] data, int start, int end) {
    int next = end;
    while (at(data, next) == '0') {
      next++;
    }
    return !isDigit(at(data, start - 1)) && !isDigit(at(data, next));
  }

  private static boolean isReadableAround(byte[] data, int start, int end) {
    int from = Math.max(0, start - LOOK_AROUND);
    int to = Math.min(data.length, end + LOOK_AROUND);
    for (int i = from; i < to; i++) {
      if (!TextBytes.isReadable(data[i])) {
        return false;
      }
    }
    return true;
  }

  /** -1 outside, which is no word byte and no digit. */
  private static int at(byte[] data, int index) {
    return index < 0 || index >= data.length ? -1 : data[index];
  }

  private static boolean isWordByte(int b) {
    return isDigit(b)
        || (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b > 0 && "+/-_".indexOf(b) >= 0);
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }
}
