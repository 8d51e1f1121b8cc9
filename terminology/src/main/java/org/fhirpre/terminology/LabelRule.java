// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

/**
 * One row of a code list.
 *
 * @param code code, or beginning of codes, of the list's system
 * @param match whether descendants by prefix are meant too
 * @param label canonical sensitivity label
 */
record LabelRule(String code, Match match, Label label, LabelBasis basis) {
  enum Match {
    EXACT,
    PREFIX
  }
}
