// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import java.io.ByteArrayOutputStream;

/** Writes fields of a record: unsigned big-endian integers and raw bytes. */
final class ByteSink {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ByteSink u8(int value) {
    out.write(value);
    return this;
  }

  ByteSink u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  ByteSink u32(int value) {
    return u16(value >>> 16).u16(value);
  }

  ByteSink u64(long value) {
    return u32((int) (value >>> 32)).u32((int) value);
  }

  ByteSink bytes(byte[] bytes) {
    out.write(bytes, 0, bytes.length);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
