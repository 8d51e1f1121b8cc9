// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.util.Arrays;

/**
 * Hexadecimal, base64 and base64url at every alignment: where a stretch of digits begins says
 * nothing about where the encoding began.
 */
final class RadixDecoding implements Decoding {

  private static final int MIME_LINE_MIN = 60;
  private static final byte NO_DIGIT = -1;

  private final String name;
  private final int bitsPerDigit;
  private final int minDigits;
  private final byte[] digits;

  private RadixDecoding(String name, int bitsPerDigit, int minDigits, byte[] digits) {
    this.name = name;
    this.bitsPerDigit = bitsPerDigit;
    this.minDigits = minDigits;
    this.digits = digits;
  }

  static RadixDecoding hex() {
    byte[] digits = table("0123456789abcdef");
    for (char c = 'A'; c <= 'F'; c++) {
      digits[c] = (byte) (c - 'A' + 10);
    }
    return new RadixDecoding("hex", 4, 2 * Form.MIN_BYTES, digits);
  }

  /** Both alphabets at once: they differ in two digits only. */
  static RadixDecoding base64() {
    byte[] digits = table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    digits['-'] = digits['+'];
    digits['_'] = digits['/'];
    return new RadixDecoding("base64", 6, 8, digits);
  }

  @Override
  public void decode(byte[] data, Sink sink) {
    int start = 0;
    while (start <= data.length - minDigits) {
      int end = endOfRun(data, start);
      if (end - start >= minDigits) {
        decodeRun(data, start, end, sink);
      }
      start = Math.max(end, start) + 1;
    }
  }

  /** A line break inside a run belongs to it if the line before it is as long as MIME's. */
  private int endOfRun(byte[] data, int start) {
    int lineStart = start;
    int at = start;
    while (at < data.length) {
      if (isDigit(data[at])) {
        at++;
      } else {
        int next = lineBreak(data, at);
        if (at - lineStart < MIME_LINE_MIN
            || next == at
            || next >= data.length
            || !isDigit(data[next])) {
          return at;
        }
        lineStart = next;
        at = next;
      }
    }
    return at;
  }

  private static int lineBreak(byte[] data, int at) {
    int next = at;
    while (next < data.length && next < at + 2 && (data[next] == '\r' || data[next] == '\n')) {
      next++;
    }
    return next;
  }

  private boolean isDigit(byte b) {
    return b >= 0 && digits[b] != NO_DIGIT;
  }

  private void decodeRun(byte[] data, int start, int end, Sink sink) {
    byte[] values = new byte[end - start];
    int count = 0;
    for (int i = start; i < end; i++) {
      if (isDigit(data[i])) {
        values[count++] = digits[data[i]];
      }
    }
    int alignments = bitsPerDigit == 4 ? 2 : 4;
    for (int skip = 0; skip < alignments; skip++) {
      sink.decoded(name, pack(values, skip, count));
    }
  }

  private byte[] pack(byte[] values, int from, int count) {
    byte[] packed = new byte[Math.max(0, count - from) * bitsPerDigit / Byte.SIZE];
    int bits = 0;
    int held = 0;
    int out = 0;
    for (int i = from; i < count; i++) {
      bits = bits << bitsPerDigit | values[i];
      held += bitsPerDigit;
      if (held >= Byte.SIZE) {
        held -= Byte.SIZE;
        packed[out++] = (byte) (bits >>> held);
      }
    }
    return packed;
  }

  private static byte[] table(String alphabet) {
    byte[] table = new byte[128];
    Arrays.fill(table, NO_DIGIT);
    for (int i = 0; i < alphabet.length(); i++) {
      table[alphabet.charAt(i)] = (byte) i;
    }
    return table;
  }
}
