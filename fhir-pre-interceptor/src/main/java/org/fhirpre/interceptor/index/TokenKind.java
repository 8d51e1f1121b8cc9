// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.util.Locale;

/** What a token stands for; part of its key's derivation (docs/spec/search-tokens.md section 3). */
public enum TokenKind {
  /** System of a code. */
  S,
  /** Code, or value of an identifier. */
  C,
  /** Identifier: system and value together. */
  I,
  /** Whole normalised string. */
  N,
  /** Prefix of a normalised name. */
  P,
  /** String as written. */
  X,
  /** URI as written. */
  U,
  /** Interval of a date whose two ends fall together. */
  PT,
  /** Interval of the lower end of a period. */
  LO,
  /** Interval of the upper end of a period. */
  HI,
  /** Interval of a number. */
  Q,
  /** Unit of a quantity. */
  UN,
  /** Unit system and unit of a quantity. */
  US,
  /** Filler that no search asks for. */
  PAD,
  /** Conditional URL. */
  URL;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** As it enters the key derivation. */
  public String code() {
    return code;
  }
}
