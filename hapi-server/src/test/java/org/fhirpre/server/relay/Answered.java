// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.relay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer.
 *
 * @param headers by name, in any case
 * @param body one character a byte, for it need not be text
 */
public record Answered(int status, Map<String, List<String>> headers, String body) {
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  public Answered {
    Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  static Answered of(int status, Map<String, List<String>> headers, byte[] body) {
    return new Answered(status, headers, new String(body, StandardCharsets.ISO_8859_1));
  }

  Answered withText(String text) {
    return of(status, headers, text.getBytes(StandardCharsets.UTF_8));
  }

  Answered withBodyOf(Answered other) {
    Map<String, List<String>> both = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    both.putAll(headers);
    other.header("Content-Type").ifPresent(type -> both.put("Content-Type", List.of(type)));
    return new Answered(status, both, other.body());
  }

  boolean succeeded() {
    return status / 100 == 2;
  }

  boolean mayHaveBody() {
    return status != NO_CONTENT && status != NOT_MODIFIED;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).flatMap(values -> values.stream().findFirst());
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.ISO_8859_1);
  }

  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }
}
