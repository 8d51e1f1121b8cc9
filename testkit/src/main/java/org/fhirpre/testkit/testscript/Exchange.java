// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operation of a script and what it gave.
 *
 * @param code {@code operation.type.code}
 */
record Exchange(String code, Request request, Response response) {
  private static final Pattern ASSIGNED = Pattern.compile("/([A-Za-z0-9.-]{1,64})(/_history/.+)?$");

  /** The id that the server gave, by its Location. */
  Optional<String> assignedId() {
    return response
        .header("Location")
        .map(ASSIGNED::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1));
  }
}
