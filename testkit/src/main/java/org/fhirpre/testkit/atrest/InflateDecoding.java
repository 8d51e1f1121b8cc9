// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Compressed data: gzip, zlib and zip entries wherever their mark stands, raw DEFLATE at the
 * beginning. A damaged or cut stream gives what can be read of it. Not thread-safe: making an
 * {@link Inflater} for each of the many attempts would cost more than all other decoding.
 */
final class InflateDecoding implements Decoding {

  /** Enough for any column; a guard against bombs. */
  private static final int MAX_BYTES = 64 << 20;

  private static final int MIN_RAW_BYTES = 24;
  private static final int GZIP_HEADER = 10;
  private static final int ZLIB_HEADER = 2;
  private static final int ZIP_HEADER = 30;

  private final Inflater inflater = new Inflater(true);
  private final byte[] buffer = new byte[8192];

  @Override
  public void decode(byte[] data, Sink sink) {
    for (int at = 0; at + ZLIB_HEADER < data.length; at++) {
      switch (data[at]) {
        case 0x1f -> gzip(data, at, sink);
        case 0x78 -> zlib(data, at, sink);
        case 'P' -> zip(data, at, sink);
        default -> {}
      }
    }
    if (data.length >= MIN_RAW_BYTES && !beginsReadable(data)) {
      inflate("deflate", data, 0, sink);
    }
  }

  private void gzip(byte[] data, int at, Sink sink) {
    if (byteAt(data, at + 1) != 0x8b || byteAt(data, at + 2) != 8) {
      return;
    }
    int flags = byteAt(data, at + 3);
    int body = at + GZIP_HEADER;
    if ((flags & 4) != 0) {
      body += 2 + little(data, body);
    }
    for (int names = Integer.bitCount(flags & (8 | 16)); names > 0; names--) {
      while (byteAt(data, body) > 0) {
        body++;
      }
      body++;
    }
    inflate("gzip", data, (flags & 2) != 0 ? body + 2 : body, sink);
  }

  private void zlib(byte[] data, int at, Sink sink) {
    if ((0x7800 | byteAt(data, at + 1)) % 31 == 0) {
      inflate("zlib", data, at + ZLIB_HEADER, sink);
    }
  }

  private void zip(byte[] data, int at, Sink sink) {
    if (byteAt(data, at + 1) == 'K'
        && little(data, at + 2) == 0x0403
        && little(data, at + 8) == 8) {
      int body = at + ZIP_HEADER + little(data, at + 26) + little(data, at + 28);
      inflate("zip", data, body, sink);
    }
  }

  private void inflate(String name, byte[] data, int from, Sink sink) {
    if (from < 0 || from >= data.length) {
      return;
    }
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    inflater.reset();
    try {
      inflater.setInput(data, from, data.length - from);
      int read = inflater.inflate(buffer);
      while (read > 0 && plain.size() < MAX_BYTES) {
        plain.write(buffer, 0, read);
        read = inflater.inflate(buffer);
      }
    } catch (DataFormatException e) {
      // Not compressed, or damaged from here on: what came out so far is looked at all the same.
      plain.write(buffer, 0, (int) (inflater.getBytesWritten() - plain.size()));
    }
    if (plain.size() >= Form.MIN_BYTES) {
      sink.decoded(name, plain.toByteArray());
    }
  }

  /** Text is no DEFLATE stream; trying it would only cost time. */
  private static boolean beginsReadable(byte[] data) {
    for (int i = 0; i < 8; i++) {
      if (!TextBytes.isReadable(data[i])) {
        return false;
      }
    }
    return true;
  }

  private static int byteAt(byte[] data, int index) {
    return index < data.length ? data[index] & 0xff : -1;
  }

  private static int little(byte[] data, int index) {
    return index + 1 < data.length ? byteAt(data, index) | byteAt(data, index + 1) << 8 : 0;
  }
}
