// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.StoredCapsule;

/**
 * The text of a row of {@code HFJ_RES_VER}, taken apart by the layout of docs/spec/record.md. The
 * record of these tests has one share.
 */
final class StoredText {
  private static final int SHARES = 3;
  private static final int HEADER = SHARES + SegmentId.BYTES + Short.BYTES + StoredCapsule.BYTES;
  private static final int IV_AND_TAG = 12 + 16;

  private final String start;
  private final byte[] record;

  private StoredText(String start, byte[] record) {
    this.start = start;
    this.record = record;
  }

  static StoredText parse(String text) {
    int space = text.lastIndexOf(' ');
    return new StoredText(
        text.substring(0, space + 1), Base64.getUrlDecoder().decode(text.substring(space + 1)));
  }

  byte[] record() {
    return record.clone();
  }

  String text() {
    return start + Base64.getUrlEncoder().withoutPadding().encodeToString(record);
  }

  StoredText flipped(int position) {
    byte[] changed = record.clone();
    changed[position] ^= 1;
    return new StoredText(start, changed);
  }

  int segment() {
    return SHARES;
  }

  int capsule() {
    return SHARES + SegmentId.BYTES + Short.BYTES;
  }

  int ciphertext() {
    return lengthOfCiphertext() + Integer.BYTES;
  }

  /** First byte of the sealed policy attributes. */
  int policy() {
    return lengthOfPolicy() + Integer.BYTES;
  }

  /** This record with another one's policy attributes. */
  StoredText withPolicyOf(StoredText other) {
    int from = other.lengthOfPolicy();
    byte[] changed =
        ByteBuffer.allocate(lengthOfPolicy() + other.record.length - from)
            .put(record, 0, lengthOfPolicy())
            .put(other.record, from, other.record.length - from)
            .array();
    return new StoredText(start, changed);
  }

  SegmentId segmentId() {
    byte[] id = new byte[SegmentId.BYTES];
    ByteBuffer.wrap(record).get(segment(), id);
    return SegmentId.fromBytes(id);
  }

  private int lengthOfCiphertext() {
    return HEADER + Short.BYTES + ByteBuffer.wrap(record).getShort(HEADER) + IV_AND_TAG;
  }

  private int lengthOfPolicy() {
    ByteBuffer in = ByteBuffer.wrap(record);
    int signature = ciphertext() + in.getInt(lengthOfCiphertext());
    return signature + Short.BYTES + in.getShort(signature);
  }
}
