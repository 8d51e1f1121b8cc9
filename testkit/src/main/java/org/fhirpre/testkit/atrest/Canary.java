// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A value that stands in exactly one place of one resource and must be found nowhere in the store.
 *
 * @param element path of the element, for example {@code Observation.code.coding.display}
 * @param kind decides in which forms it is looked for
 * @param value as it stands in the resource
 */
public record Canary(String element, Kind kind, String value) {

  /** What the value is; each kind has forms of its own. */
  public enum Kind {
    /** One random word; prefixes of six and more characters count as found. */
    WORD,
    /** Readable text that is only telling as a whole. */
    TEXT,
    /** An address whose last part is the random word. */
    URI,
    /** Base64 whose content is a random word. */
    BASE64,
    /** {@code YYYY-MM-DD}, or with a time {@code YYYY-MM-DDThh:mm:ss.SSSZ}. */
    DATE,
    /** A decimal or integer number. */
    NUMBER
  }

  /** Fewer characters than this would be found by accident. */
  public static final int MIN_CHARACTERS = 7;

  public Canary {
    if (value.length() < MIN_CHARACTERS) {
      throw new IllegalArgumentException("too short to be unambiguous: " + element);
    }
  }

  /** The part of the value that is unlike any other. */
  String needle() {
    return switch (kind) {
      case WORD, TEXT, NUMBER -> value;
      case URI -> value.substring(lastSeparator(value) + 1);
      case BASE64 -> new String(Base64.getDecoder().decode(value), StandardCharsets.US_ASCII);
      case DATE -> value.substring(0, "YYYY-MM-DD".length());
    };
  }

  private static int lastSeparator(String uri) {
    return Math.max(Math.max(uri.lastIndexOf('/'), uri.lastIndexOf(':')), uri.lastIndexOf('.'));
  }
}
