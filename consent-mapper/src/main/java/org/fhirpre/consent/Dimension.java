// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.Locale;

/** What a provision can set a condition on. */
public enum Dimension {
  ACTOR,
  PURPOSE,
  ACTION,
  LABEL,
  CLASS,
  CODE,
  PERIOD,
  DATA_PERIOD,
  DATA,
  ENVIRONMENT,
  LOCATION,
  SOURCE;

  /** Code of the CodeSystem {@code consent-dimension}, for example {@code data-period}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
