// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fhirpre.interceptor.spi.Circumstances;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.terminology.Label;

/**
 * Gateways that are believed about where a request comes from: {@code X-Environment: system|code,…}
 * and {@code X-Location: Location/x,…} of their requests count, of others they are ignored. What
 * the token says counts first.
 *
 * @param addresses IP addresses, as text
 */
record Gateways(Set<String> addresses) {
  private static final String ENVIRONMENT = "X-Environment";
  private static final String LOCATION = "X-Location";

  Reader at(Reader reader, HttpServletRequest request, Function<String, Set<String>> local) {
    if (!addresses.contains(request.getRemoteAddr())) {
      return reader;
    }
    Circumstances token = reader.circumstances();
    Set<Label> environments =
        values(request, ENVIRONMENT)
            .filter(value -> value.indexOf('|') > 0)
            .map(Gateways::label)
            .collect(Collectors.toSet());
    Set<String> locations = new HashSet<>();
    values(request, LOCATION).forEach(value -> locations.addAll(local.apply(value)));
    return reader.in(
        new Circumstances(
            token.client(),
            token.environments().isEmpty() ? environments : token.environments(),
            token.locations().isEmpty() ? locations : token.locations(),
            token.residual(),
            token.emergencies()));
  }

  private static Label label(String value) {
    int bar = value.indexOf('|');
    return new Label(value.substring(0, bar), value.substring(bar + 1));
  }

  private static Stream<String> values(HttpServletRequest request, String header) {
    List<String> lines = Collections.list(request.getHeaders(header));
    return lines.stream().flatMap(line -> Stream.of(line.split(",", -1))).map(String::strip);
  }
}
