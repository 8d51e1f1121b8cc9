// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

/** What a condition of a query asks, as far as the answers of the two servers depend on it. */
enum Kind {
  TOKEN(true),
  /** The one value that is not under a patient's key. */
  IDENTIFIER(false),
  /** The beginning of a name; ten characters are compared. */
  NAME(true),
  /** A string that is not a name: plain HAPI compares its beginning, encrypted data the whole. */
  WHOLE(true),
  EXACT(true),
  DATE(true),
  NUMBER(true),
  QUANTITY(true),
  URI(true),
  COMPOSITE(true),
  TAG(true),
  /** A literal patient, which gives the search the keys of this patient. */
  PATIENT(false),
  /** A logical id, which gives the search the keys of the patients that the resource names. */
  ID(false),
  REFERENCE(false),
  /** A drug or substance; links to them are not kept for sensitive resources. */
  TELLING_REFERENCE(true),
  /** Through what is linked, forwards or back. */
  STEP(false),
  MISSING(false),
  /** A parameter that does not choose resources. */
  RESULT(false);

  private final boolean hidesSensitive;

  Kind(boolean hidesSensitive) {
    this.hidesSensitive = hidesSensitive;
  }

  /** Whether without a patient no sensitive resource meets it. */
  boolean hidesSensitive() {
    return hidesSensitive;
  }

  /** Whether more than plain HAPI finds may meet it. */
  boolean isCoarse() {
    return switch (this) {
      case NAME, DATE, NUMBER, QUANTITY -> true;
      default -> false;
    };
  }

  boolean namesPatient() {
    return this == PATIENT || this == ID;
  }
}
