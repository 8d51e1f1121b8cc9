// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.Locale;
import java.util.Optional;

/** Codes of {@code http://terminology.hl7.org/CodeSystem/consentaction}. */
public enum Action {
  ACCESS,
  USE,
  DISCLOSE,
  /** Create. */
  COLLECT,
  /** Update, patch, delete. */
  CORRECT;

  static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/consentaction";

  /** Whether it stores something; the other three are ways of reading and equal to each other. */
  public boolean writes() {
    return this == COLLECT || this == CORRECT;
  }

  static Optional<Action> ofCode(String code) {
    for (Action action : values()) {
      if (action.name().toLowerCase(Locale.ROOT).equals(code)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }
}
