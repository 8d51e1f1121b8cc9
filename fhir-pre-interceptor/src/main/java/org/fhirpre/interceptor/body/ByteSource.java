// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import java.nio.ByteBuffer;
import org.fhirpre.crypto.PreException;

/** Reads fields of a record strictly: lengths are checked before anything is allocated. */
final class ByteSource {
  private final ByteBuffer in;

  ByteSource(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  int u8(String field) {
    require(in.remaining() >= 1, field);
    return Byte.toUnsignedInt(in.get());
  }

  int u16(String field, int min, int max) {
    require(in.remaining() >= Short.BYTES, field);
    int value = Short.toUnsignedInt(in.getShort());
    require(value >= min && value <= max, field);
    return value;
  }

  int u32(String field, int min, int max) {
    require(in.remaining() >= Integer.BYTES, field);
    long value = Integer.toUnsignedLong(in.getInt());
    require(value >= min && value <= max, field);
    return (int) value;
  }

  long u64(String field) {
    require(in.remaining() >= Long.BYTES, field);
    return in.getLong();
  }

  byte[] bytes(int length, String field) {
    require(in.remaining() >= length, field);
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  byte[] rest() {
    return bytes(in.remaining(), "rest");
  }

  void end() {
    require(!in.hasRemaining(), "end");
  }

  void require(boolean ok, String field) {
    if (!ok) {
      throw new PreException.MalformedEncoding("record: bad " + field);
    }
  }
}
