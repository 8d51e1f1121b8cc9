// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP request.
 *
 * @param method upper case
 * @param url absolute
 * @param headers by name, in any case
 */
record Request(String method, String url, Map<String, String> headers, Optional<String> body) {
  Request {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Method and path, without the values of the query. */
  String summary() {
    int query = url.indexOf('?');
    return method + " " + (query < 0 ? url : url.substring(0, query) + "?…");
  }

  /** The URL with what must not stand in one escaped; escapes that are there stay. */
  String escapedUrl() {
    StringBuilder escaped = new StringBuilder();
    for (byte each : url.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      boolean plain = c < 128 && Character.isLetterOrDigit(c);
      if (plain || "-._~:/?#@!$&'()*+,;=%".indexOf(c) >= 0) {
        escaped.append(c);
      } else {
        escaped.append(String.format("%%%02X", (int) c));
      }
    }
    return escaped.toString();
  }
}
