// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import java.util.Set;
import java.util.function.Supplier;

/**
 * The patients whose keys the current search may use, and for what.
 *
 * @param rootType type that is searched for
 * @param patients logical ids; asked only when a value of theirs is looked for
 * @param reach of the whole search
 * @param askedValues values of the search's own parameters, as query tokens; not those of chains
 */
record SearchScope(
    String rootType, Supplier<Set<String>> patients, Reach reach, Set<String> askedValues) {
  static final SearchScope NONE = new SearchScope("", Set::of, Reach.ALL, Set.of());

  /** What the search can find, whatever the values. */
  enum Reach {
    /** Resources that name a patient, and others. */
    ALL,
    /** Only resources that name a patient. */
    OF_PATIENTS
  }

  SearchScope {
    askedValues = Set.copyOf(askedValues);
  }

  /** None in a chain or a _has, whose type or value is not the top level's. */
  Set<String> patientsFor(String type, String value) {
    return own(type, value) ? patients.get() : Set.of();
  }

  /** Whether this value is looked for in nothing but what names a patient. */
  boolean onlyPatientsOwn(String type, String value) {
    return reach == Reach.OF_PATIENTS && own(type, value);
  }

  SearchScope withoutPatients() {
    return new SearchScope(rootType, Set::of, Reach.ALL, askedValues);
  }

  private boolean own(String type, String value) {
    return type.equals(rootType) && askedValues.contains(value);
  }
}
