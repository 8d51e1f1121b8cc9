// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Escapes of URLs, JSON (Java) and XML in readable text, undone together in one pass; what they
 * give may hold escapes again, which the next level undoes.
 */
final class EscapeDecoding implements Decoding {

  private static final int MIN_BYTES = 8;
  private static final int MAX_CODE_POINT_DIGITS = 7;
  private static final Pattern XML_NAME = Pattern.compile("&(amp|lt|gt|quot|apos);");

  @Override
  public void decode(byte[] data, Sink sink) {
    TextBytes.runs(data, MIN_BYTES, (start, end) -> decodeRun(data, start, end, sink));
  }

  private static void decodeRun(byte[] data, int start, int end, Sink sink) {
    if (!hasMark(data, start, end)) {
      return;
    }
    ByteArrayOutputStream plain = new ByteArrayOutputStream(end - start);
    int at = start;
    while (at < end) {
      int taken = unescape(data, at, end, plain);
      if (taken == 0) {
        plain.write(data[at]);
        taken = 1;
      }
      at += taken;
    }
    if (plain.size() < end - start) {
      sink.decoded("escapes", plain.toByteArray());
    }
  }

  private static boolean hasMark(byte[] data, int start, int end) {
    for (int i = start; i < end; i++) {
      if (data[i] == '%' || data[i] == '\\' || data[i] == '&') {
        return true;
      }
    }
    return false;
  }

  /** Writes what the escape at an index stands for and returns its length, 0 if there is none. */
  private static int unescape(byte[] data, int at, int end, ByteArrayOutputStream plain) {
    return switch (data[at]) {
      case '%' -> percent(data, at, end, plain);
      case '\\' -> backslash(data, at, end, plain);
      case '&' -> entity(data, at, end, plain);
      default -> 0;
    };
  }

  private static int percent(byte[] data, int at, int end, ByteArrayOutputStream plain) {
    int value = hex(data, at + 1, 2, end);
    if (value < 0) {
      return 0;
    }
    plain.write(value);
    return 3;
  }

  private static int backslash(byte[] data, int at, int end, ByteArrayOutputStream plain) {
    int next = at + 1 < end ? data[at + 1] : -1;
    int value = next == 'u' ? hex(data, at + 2, 4, end) : -1;
    if (value >= 0) {
      plain.writeBytes(utf8(value));
      return 6;
    }
    int named = "\"\\/nrtbf".indexOf(next);
    if (next < 0 || named < 0) {
      return 0;
    }
    plain.write("\"\\/\n\r\t\b\f".charAt(named));
    return 2;
  }

  private static int entity(byte[] data, int at, int end, ByteArrayOutputStream plain) {
    int length = Math.min(end - at, MAX_CODE_POINT_DIGITS + 4);
    String text = new String(data, at, length, StandardCharsets.ISO_8859_1);
    int semicolon = text.indexOf(';');
    if (semicolon < 0) {
      return 0;
    }
    Matcher name = XML_NAME.matcher(text);
    if (name.lookingAt()) {
      plain.write("&<>\"'".charAt("amp lt  gt  quotapos".indexOf(name.group(1)) / 4));
      return name.end();
    }
    int codePoint = numeric(text.substring(0, semicolon));
    if (codePoint < 0) {
      return 0;
    }
    plain.writeBytes(utf8(codePoint));
    return semicolon + 1;
  }

  private static int numeric(String entity) {
    boolean hexadecimal = entity.startsWith("&#x") || entity.startsWith("&#X");
    String digits =
        hexadecimal ? entity.substring(3) : entity.substring(Math.min(2, entity.length()));
    if (!entity.startsWith("&#")
        || !digits.matches(hexadecimal ? "[0-9a-fA-F]{1,6}" : "\\d{1,7}")) {
      return -1;
    }
    int codePoint = Integer.parseInt(digits, hexadecimal ? 16 : 10);
    return Character.isValidCodePoint(codePoint) ? codePoint : -1;
  }

  private static byte[] utf8(int codePoint) {
    return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
  }

  private static int hex(byte[] data, int from, int digits, int end) {
    if (from + digits > end) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = Character.digit(data[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
