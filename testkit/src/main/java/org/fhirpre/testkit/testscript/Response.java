// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP response.
 *
 * @param headers by name, in any case; of repeated ones the last
 */
record Response(int status, Map<String, String> headers, Content content) {
  Response {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
