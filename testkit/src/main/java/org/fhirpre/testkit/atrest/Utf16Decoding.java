// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.nio.charset.StandardCharsets;

/**
 * UTF-16 of both byte orders, at even and odd offsets, as far as it is Latin-1: every second byte
 * zero.
 */
final class Utf16Decoding implements Decoding {

  private static final int MIN_CHARACTERS = 6;

  @Override
  public void decode(byte[] data, Sink sink) {
    int at = 0;
    while (at + 2 * MIN_CHARACTERS - 1 <= data.length) {
      int characters = charactersFrom(data, at);
      if (characters >= MIN_CHARACTERS) {
        sink.decoded("utf-16", toUtf8(data, at, characters));
      }
      at += Math.max(1, 2 * characters - 1);
    }
  }

  /** The last character of big-endian text has no zero behind it: it counts nevertheless. */
  private static int charactersFrom(byte[] data, int start) {
    int characters = 0;
    for (int at = start; at < data.length && data[at] != 0; at += 2) {
      characters++;
      if (at + 1 >= data.length || data[at + 1] != 0) {
        break;
      }
    }
    return characters;
  }

  private static byte[] toUtf8(byte[] data, int start, int characters) {
    byte[] latin = new byte[characters];
    for (int i = 0; i < characters; i++) {
      latin[i] = data[start + 2 * i];
    }
    return new String(latin, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
  }
}
