// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Associated data of a server-sealed column: the table and the columns that it must not be parted
 * from, each UTF-8 with its length in 4 bytes before it.
 */
final class RowBinding {
  private RowBinding() {}

  static byte[] of(String table, Object... columns) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    append(out, table);
    for (Object column : columns) {
      append(out, column.toString());
    }
    return out.toByteArray();
  }

  /** In hex, over the parts one after the other. */
  static String sha256(byte[]... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        sha.update(part);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static void append(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }
}
