// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Length-prefixed components (u16 big-endian length, UTF-8 bytes), so that no two sequences
 * coincide. A component of more than 65,535 bytes stands for its first 65,535.
 */
final class Canon {
  private static final int MAX_COMPONENT_BYTES = 0xFFFF;

  private Canon() {}

  static byte[] of(String... components) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    append(bytes, components);
    return bytes.toByteArray();
  }

  /** ASCII label, then the components. */
  static byte[] labelled(String label, String... components) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    append(bytes, components);
    return bytes.toByteArray();
  }

  private static void append(ByteArrayOutputStream bytes, String... components) {
    for (String component : components) {
      byte[] utf8 = component.getBytes(StandardCharsets.UTF_8);
      int length = Math.min(utf8.length, MAX_COMPONENT_BYTES);
      bytes.write(length >>> 8);
      bytes.write(length);
      bytes.write(utf8, 0, length);
    }
  }
}
