// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import java.util.Set;
import java.util.function.Supplier;

/**
 * The patients whose keys the current search may use, and for what.
 *
 * @param rootType type that is searched for
 * @param patients logical ids; asked only when a value of theirs is looked for
 * @param askedValues values of the search's own parameters, as query tokens; not those of chains
 */
record SearchScope(String rootType, Supplier<Set<String>> patients, Set<String> askedValues) {
  static final SearchScope NONE = new SearchScope("", Set::of, Set.of());

  SearchScope {
    askedValues = Set.copyOf(askedValues);
  }

  /** None in a chain or a _has, whose type or value is not the top level's. */
  Set<String> patientsFor(String type, String value) {
    return type.equals(rootType) && askedValues.contains(value) ? patients.get() : Set.of();
  }
}
