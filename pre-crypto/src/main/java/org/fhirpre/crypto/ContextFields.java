// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.time.Instant;
import java.util.Arrays;
import org.fhirpre.crypto.internal.v1.LengthPrefixed;

/**
 * What all context hashes share: how they start, how a depth and a validity enter.
 *
 * <p>Source: {@code docs/spec/core.md} §5.
 */
final class ContextFields {

  private ContextFields() {}

  static LengthPrefixed start(String tag) {
    return new LengthPrefixed().string(tag).string(Umbral.SUITE_ID);
  }

  /** One byte. */
  static byte[] depth(int maxDepth, int limit) {
    if (maxDepth < 1 || maxDepth > limit) {
      throw new IllegalArgumentException("maxDepth must be 1.." + limit);
    }
    return new byte[] {(byte) maxDepth};
  }

  static void requireDifferent(PublicKey from, PublicKey to) {
    if (Arrays.equals(from.toBytes(), to.toBytes())) {
      throw new IllegalArgumentException("both ends have the same key");
    }
  }

  /**
   * @param start inclusive; seconds count
   * @param end exclusive; seconds count
   */
  static LengthPrefixed validity(LengthPrefixed fields, Instant start, Instant end) {
    if (start.getEpochSecond() < 0 || end.getEpochSecond() <= start.getEpochSecond()) {
      throw new IllegalArgumentException("validity is empty or starts before 1970");
    }
    return fields.number(start.getEpochSecond()).number(end.getEpochSecond());
  }

  static String systemAndCode(String field, String text) {
    if (text.indexOf('|') < 0) {
      throw new IllegalArgumentException(field + " is not system|code");
    }
    return text;
  }
}
