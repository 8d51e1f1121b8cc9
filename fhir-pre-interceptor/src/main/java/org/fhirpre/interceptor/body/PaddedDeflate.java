// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.fhirpre.crypto.PreException;

/**
 * Raw DEFLATE (RFC 1951) of JSON whose compressed size falls on a Padmé bucket.
 *
 * <p>The stream ends with stored blocks of spaces, insignificant white space after the JSON value:
 * any inflater reads it, and the size tells the bucket only.
 */
final class PaddedDeflate {
  private static final int LARGE_BYTES = 32 * 1024;
  private static final int SMALL_LEVEL = 6;
  private static final int LARGE_LEVEL = 1;
  private static final int BUFFER_BYTES = 8192;
  private static final int STORED_HEADER_BYTES = 5;
  private static final int STORED_MAX_BYTES = 0xFFFF;

  private PaddedDeflate() {}

  static byte[] compress(byte[] json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length / 2 + BUFFER_BYTES);
    deflate(json, out);
    int bucket = Padme.bucketBytes(out.size() + STORED_HEADER_BYTES);
    pad(bucket - out.size(), out);
    return out.toByteArray();
  }

  /**
   * The JSON and the spaces behind it.
   *
   * @param compressed authenticated: there is no bound on what it inflates to
   * @throws PreException.MalformedEncoding if it is no such stream
   */
  static byte[] inflate(byte[] compressed) {
    Inflater inflater = new Inflater(true);
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(compressed), inflater, BUFFER_BYTES)) {
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new PreException.MalformedEncoding("record: bad stream");
    } finally {
      inflater.end();
    }
  }

  // SYNC_FLUSH ends on a byte boundary without a final block, so that stored blocks can follow.
  private static void deflate(byte[] json, ByteArrayOutputStream out) {
    Deflater deflater = new Deflater(json.length > LARGE_BYTES ? LARGE_LEVEL : SMALL_LEVEL, true);
    try {
      deflater.setInput(json);
      byte[] buffer = new byte[BUFFER_BYTES];
      int written = buffer.length;
      while (written == buffer.length) {
        written = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        out.write(buffer, 0, written);
      }
    } finally {
      deflater.end();
    }
  }

  private static void pad(int budgetBytes, ByteArrayOutputStream out) {
    int left = budgetBytes;
    while (left - STORED_HEADER_BYTES > STORED_MAX_BYTES) {
      int spaces = Math.min(STORED_MAX_BYTES, left - 2 * STORED_HEADER_BYTES);
      stored(spaces, 0, out);
      left -= spaces + STORED_HEADER_BYTES;
    }
    stored(left - STORED_HEADER_BYTES, 1, out);
  }

  private static void stored(int spaces, int last, ByteArrayOutputStream out) {
    out.write(last);
    out.write(spaces);
    out.write(spaces >>> 8);
    out.write(~spaces);
    out.write(~spaces >>> 8);
    byte[] block = new byte[spaces];
    Arrays.fill(block, (byte) ' ');
    out.write(block, 0, spaces);
  }
}
