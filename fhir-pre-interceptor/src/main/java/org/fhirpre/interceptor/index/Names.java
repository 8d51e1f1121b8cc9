// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.util.Set;

/** String parameters that are searched by their beginning; all others by their whole value. */
public final class Names {
  /** Fewest characters of a question. */
  public static final int MIN_PREFIX = 2;

  /** Most characters that are compared. */
  public static final int MAX_PREFIX = 10;

  static final int PREFIXES = MAX_PREFIX - MIN_PREFIX + 1;

  private static final Set<String> PARAMS =
      Set.of("name", "family", "given", "address-city", "address-postalcode");

  private Names() {}

  public static boolean contains(String param) {
    return PARAMS.contains(param);
  }
}
