// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.reference;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One vector: what object, under which name, with which inputs, and what must come of it.
 *
 * <p>As a file: header lines {@code name: value}, an empty line, the object in hex.
 */
final class Scenario {
  final String format;
  final String name;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final byte[] payload;

  /** A valid object. */
  Scenario(String format, String name, byte[] payload) {
    this.format = format;
    this.name = name;
    this.payload = payload.clone();
    headers.put("expect", "success");
  }

  /** A copy that must come to something else. */
  Scenario altered(String change, String expect, byte[] changed) {
    Scenario copy = new Scenario(format, name + "-" + change, changed);
    copy.headers.putAll(headers);
    copy.headers.put("expect", expect);
    return copy;
  }

  /** A copy of the same object with another input. */
  Scenario with(String change, String expect, String input, byte[] value) {
    return altered(change, expect, payload).with(input, value);
  }

  Scenario with(String input, byte[] value) {
    return with(input, HexFormat.of().formatHex(value));
  }

  Scenario with(String input, String value) {
    headers.put(input, value);
    return this;
  }

  byte[] payload() {
    return payload.clone();
  }

  String path() {
    return format + "/" + name + ".txt";
  }

  String text() {
    StringBuilder text = new StringBuilder();
    headers.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    String hex = HexFormat.of().formatHex(payload);
    text.append('\n');
    for (int i = 0; i < hex.length(); i += 64) {
      text.append(hex, i, Math.min(hex.length(), i + 64)).append('\n');
    }
    return text.toString();
  }
}
