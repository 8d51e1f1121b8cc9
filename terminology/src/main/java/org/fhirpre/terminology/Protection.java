// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

/** How the body of a resource is kept at rest. */
public enum Protection {
  /** Envelope under key segments of the patients whom the resource names. */
  PATIENT_SEALED,
  /** Encrypted under the server's own key, because the server must understand it. */
  SERVER_SEALED,
  /**
   * As HAPI stores it. A {@link TypeRow} with a class-group is clear only while it names nobody.
   */
  CLEAR
}
