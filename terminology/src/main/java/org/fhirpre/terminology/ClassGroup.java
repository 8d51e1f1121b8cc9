// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.Locale;

/** The seven groups of resource types that share a key segment. */
public enum ClassGroup {
  DEMOGRAPHICS,
  CLINICAL,
  MEDICATION,
  DIAGNOSTICS,
  DOCUMENTS,
  FINANCIAL,
  OTHER;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** Code of the CodeSystem {@code class-group}, for example {@code diagnostics}. */
  public String code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException for a code that is none of the seven
   */
  public static ClassGroup of(String code) {
    for (ClassGroup group : values()) {
      if (group.code.equals(code)) {
        return group;
      }
    }
    throw new IllegalArgumentException("no class-group of this code");
  }
}
