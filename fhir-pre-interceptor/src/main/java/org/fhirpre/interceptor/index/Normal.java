// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The normal form of strings (docs/spec/search-tokens.md section 4): what HAPI's own normalisation
 * makes equal is equal here.
 */
public final class Normal {
  private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

  private Normal() {}

  /** Without case, accents, compatibility variants and superfluous white space. */
  public static String form(String text) {
    // twice, since a capital sharp s becomes a small one first
    String folded = folded(folded(text)).replace('\u03C2', '\u03C3');
    return SPACE.matcher(bare(folded)).replaceAll(" ").strip();
  }

  /** Length in code points. */
  public static int length(String normal) {
    return normal.codePointCount(0, normal.length());
  }

  static String prefix(String normal, int codePoints) {
    return normal.substring(0, normal.offsetByCodePoints(0, codePoints));
  }

  private static String folded(String text) {
    return bare(bare(text).toUpperCase(Locale.ROOT)).toLowerCase(Locale.ROOT);
  }

  private static String bare(String text) {
    return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
  }
}
