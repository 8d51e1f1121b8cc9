// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

/** What readable text looks like as bytes. */
final class TextBytes {

  /** A stretch of bytes, end exclusive. */
  interface RunSink {
    void run(int start, int end);
  }

  private TextBytes() {}

  static boolean isReadable(byte b) {
    return (b >= 0x20 && b < 0x7f) || b == '\t' || b == '\n' || b == '\r';
  }

  /** Finds the longest stretches of readable ASCII and well-formed UTF-8 of a minimum length. */
  static void runs(byte[] data, int minBytes, RunSink sink) {
    int start = 0;
    int at = 0;
    while (at < data.length) {
      int step = isReadable(data[at]) ? 1 : multiByte(data, at);
      if (step == 0) {
        if (at - start >= minBytes) {
          sink.run(start, at);
        }
        start = at + 1;
        step = 1;
      }
      at += step;
    }
    if (data.length - start >= minBytes) {
      sink.run(start, data.length);
    }
  }

  /** Length of the multi-byte UTF-8 sequence at an index, 0 if there is none. */
  private static int multiByte(byte[] data, int at) {
    int lead = data[at] & 0xff;
    if (lead < 0xc2 || lead > 0xf4) {
      return 0;
    }
    int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    for (int i = at + 1; i < at + length; i++) {
      if (i >= data.length || (data[i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
