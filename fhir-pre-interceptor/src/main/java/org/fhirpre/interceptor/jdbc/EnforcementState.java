// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.util.Arrays;
import java.util.Locale;

/** How far a Consent is in force; beside {@code Consent.status}, never part of it. */
public enum EnforcementState {
  /** Without effect here. */
  NONE,
  /** Active; no grant is live yet, its denies hold. */
  PENDING,
  /** Some grants are live, some are missing; its denies hold. */
  PARTIALLY_ENFORCED,
  /** All grants that it calls for are live. */
  ENFORCED,
  /** Was in force, is no more. */
  REVOKED,
  /** Its period is over. */
  EXPIRED,
  /** Stored although it could not be mapped; opens nothing. */
  REJECTED;

  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** For example {@code partially-enforced}. */
  public String code() {
    return code;
  }

  /** Whether its Consent takes part in decisions. */
  public boolean active() {
    return this == PENDING || this == PARTIALLY_ENFORCED || this == ENFORCED;
  }

  /** The state after {@code live} of {@code planned} grants have been made. */
  public static EnforcementState of(long live, long planned) {
    if (live == planned) {
      return ENFORCED;
    }
    return live == 0 ? PENDING : PARTIALLY_ENFORCED;
  }

  static EnforcementState ofCode(String code) {
    return Arrays.stream(values())
        .filter(state -> state.code.equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("unknown enforcement state"));
  }
}
