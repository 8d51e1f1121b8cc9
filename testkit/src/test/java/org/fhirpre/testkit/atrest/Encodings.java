// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Every encoding that the scanner undoes, forwards: what the second control plants. */
final class Encodings {

  private Encodings() {}

  static Map<String, UnaryOperator<byte[]>> all() {
    Map<String, UnaryOperator<byte[]>> encodings = new LinkedHashMap<>();
    encodings.put("utf-8", text -> text);
    encodings.put("utf-16le", text -> text(text).getBytes(StandardCharsets.UTF_16LE));
    encodings.put("utf-16be", text -> text(text).getBytes(StandardCharsets.UTF_16BE));
    encodings.put("url", text -> everyCharacter(text, "%%%02x"));
    encodings.put("json", text -> everyCharacter(text, "\\u%04x"));
    encodings.put("xml decimal", text -> everyCharacter(text, "&#%d;"));
    encodings.put("xml hex", text -> everyCharacter(text, "&#x%x;"));
    for (int shift = 0; shift < 3; shift++) {
      String before = "?".repeat(shift);
      encodings.put("base64 shifted " + shift, text -> base64(before + text(text)));
      encodings.put("base64url shifted " + shift, text -> base64Url(before + text(text)));
    }
    encodings.put("mime base64", text -> Base64.getMimeEncoder().encode(text));
    encodings.put("hex", text -> bytes(HexFormat.of().formatHex(text)));
    encodings.put("upper hex", text -> bytes(HexFormat.of().withUpperCase().formatHex(text)));
    encodings.put("gzip", text -> compress(text, GZIPOutputStream::new));
    encodings.put("zlib", text -> compress(text, DeflaterOutputStream::new));
    encodings.put("deflate", text -> compress(text, Encodings::raw));
    encodings.put("zip", Encodings::zip);
    return encodings;
  }

  /** What gives bytes that are no text. */
  static boolean isBinary(String encoding) {
    return Set.of("utf-16le", "utf-16be", "gzip", "zlib", "deflate", "zip").contains(encoding);
  }

  /** What is applied to text only: bytes in it would be no longer the same bytes. */
  static boolean takesTextOnly(String encoding) {
    return encoding.startsWith("utf-") || encoding.equals("json") || encoding.startsWith("xml");
  }

  private interface Compressor {
    OutputStream around(OutputStream out) throws IOException;
  }

  private static byte[] compress(byte[] text, Compressor compressor) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = compressor.around(compressed)) {
      out.write(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return compressed.toByteArray();
  }

  private static OutputStream raw(OutputStream out) {
    return new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION, true));
  }

  private static byte[] zip(byte[] text) {
    return compress(
        text,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.putNextEntry(new ZipEntry("note.txt"));
          return zip;
        });
  }

  private static byte[] everyCharacter(byte[] text, String format) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text) {
      escaped.append(format.formatted(b & 0xff));
    }
    return bytes(escaped.toString());
  }

  private static byte[] base64(String text) {
    return Base64.getEncoder().encode(bytes(text));
  }

  private static byte[] base64Url(String text) {
    return Base64.getUrlEncoder().withoutPadding().encode(bytes(text));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, charset());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(charset());
  }

  private static Charset charset() {
    return StandardCharsets.ISO_8859_1;
  }
}
