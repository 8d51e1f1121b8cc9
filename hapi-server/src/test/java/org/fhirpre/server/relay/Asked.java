// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.relay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came.
 *
 * @param method upper case
 * @param path below the base, without leading slash, still escaped
 * @param query still escaped; empty if there is none
 * @param headers by name, in any case
 */
public record Asked(
    String method, String path, String query, Map<String, List<String>> headers, String body) {
  public Asked {
    Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  /** Of this caller, for something else. */
  Asked instead(String other, String where, String content) {
    return new Asked(other, where, "", headers, content);
  }

  Asked with(String header, String value) {
    Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    changed.putAll(headers);
    changed.put(header, List.of(value));
    return new Asked(method, path, query, changed, body);
  }

  Asked without(String header) {
    Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    changed.putAll(headers);
    changed.remove(header);
    return new Asked(method, path, query, changed, body);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).flatMap(values -> values.stream().findFirst());
  }

  /** The first segment of the path. */
  String type() {
    return path.split("/", 2)[0];
  }

  /** All that the asker said: address, body and headers. */
  public String said() {
    String address = path + "?" + query;
    return java.net.URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8)
        + " "
        + java.net.URLDecoder.decode(address, StandardCharsets.UTF_8)
        + " "
        + body
        + " "
        + headers.values();
  }
}
