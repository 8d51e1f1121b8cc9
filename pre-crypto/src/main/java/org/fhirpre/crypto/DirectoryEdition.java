// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bouncycastle.util.Arrays;
import org.fhirpre.crypto.internal.v1.LengthPrefixed;

/**
 * What one edition of a directory says.
 *
 * <p>Source: {@code docs/spec/directory.md} §1.
 *
 * @param issuedAt seconds count, a fraction is dropped
 * @param entries at most 65535, kept in the order of their labels; no label, id or key twice
 */
public record DirectoryEdition(Instant issuedAt, List<DirectoryEntry> entries) {
  static final int MAX_ENTRIES = 0xffff;

  /**
   * @throws IllegalArgumentException if a label, id or key occurs twice, there are too many, or the
   *     time is before 1970
   */
  public DirectoryEdition {
    entries = entries.stream().sorted(DirectoryEntry.ORDER).toList();
    if (issuedAt.getEpochSecond() < 0 || entries.size() > MAX_ENTRIES || !isDistinct(entries)) {
      throw new IllegalArgumentException(
          "not an edition: a label, id or key twice, or out of range");
    }
  }

  static boolean isDistinct(List<DirectoryEntry> entries) {
    return areDistinct(entries, DirectoryEntry::label)
        && areDistinct(entries, DirectoryEntry::segment)
        && areDistinct(entries, DirectoryEntry::key);
  }

  private static boolean areDistinct(
      List<DirectoryEntry> entries, Function<DirectoryEntry, Object> part) {
    return entries.stream().map(part).distinct().count() == entries.size();
  }

  /** The list as it is signed: count 2, then the entries. */
  byte[] list() {
    List<byte[]> parts = new ArrayList<>();
    parts.add(ByteBuffer.allocate(Short.BYTES).putShort((short) entries.size()).array());
    entries.forEach(entry -> parts.add(entry.write(new LengthPrefixed()).toBytes()));
    return Arrays.concatenate(parts.toArray(byte[][]::new));
  }
}
