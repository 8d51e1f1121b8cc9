// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Vocabulary;

/** Codes of {@code http://terminology.hl7.org/CodeSystem/consentaction}. */
public enum Action {
  ACCESS,
  USE,
  DISCLOSE,
  /** Create. */
  COLLECT,
  /** Update, patch, delete. */
  CORRECT;

  /** Whether it stores something; the other three are ways of reading and equal to each other. */
  public boolean writes() {
    return this == COLLECT || this == CORRECT;
  }

  static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/consentaction";

  /** The action that a label of the value set {@code consent-actions} names. */
  static Optional<Action> of(Label label) {
    return Vocabulary.set("consent-actions").contains(label)
        ? Arrays.stream(values()).filter(action -> action.code().equals(label.code())).findFirst()
        : Optional.empty();
  }

  /** The action of a code of {@link #SYSTEM}. */
  public static Optional<Action> ofCode(String code) {
    return of(new Label(SYSTEM, code));
  }

  /** Code of {@link #SYSTEM}. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
