// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.guard;

/** Which logical ids clients may choose for sealed types; {@code docs/spec/record.md} §4. */
public enum ClientIds {
  /** RFC 4122 text form: says nothing about the patient. */
  UUID,
  /** Whatever FHIR allows; an id made from a record number discloses it to a database thief. */
  ANY,
  /** None: create by POST only. */
  NONE
}
