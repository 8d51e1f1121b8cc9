// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What became of an action, a test or a script. */
public enum Result {
  PASS,
  WARNING,
  SKIP,
  FAIL,
  ERROR;

  private static final List<Result> WORST_FIRST = List.of(ERROR, FAIL, SKIP, WARNING);

  /** As in {@code report-action-result-codes}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether something is wrong: with the server, or with the script. */
  public boolean isBad() {
    return this == FAIL || this == ERROR;
  }

  /** The result of a whole from those of its parts. */
  static Result of(Collection<Result> parts) {
    return WORST_FIRST.stream().filter(parts::contains).findFirst().orElse(PASS);
  }
}
