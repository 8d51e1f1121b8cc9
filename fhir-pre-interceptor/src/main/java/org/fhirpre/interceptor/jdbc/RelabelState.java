// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.util.Locale;

/** How far a re-labelling run is. */
public enum RelabelState {
  /** Stored resources are being looked at. */
  PLANNING,
  /** The plan waits to be applied. */
  READY,
  /** Labels are being raised. */
  APPLYING,
  /** All that the plan said is done. */
  APPLIED,
  /** The job gave up; a new plan is needed. */
  FAILED,
  /** There is a newer run. */
  SUPERSEDED;

  /** For example {@code ready}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RelabelState ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
