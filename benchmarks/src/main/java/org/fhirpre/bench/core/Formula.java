// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many of a library's steps an operation may cost, such as {@code 2F + P}.
 *
 * <p>F multiplies the generator, V another point in variable time, P another point by a secret, L
 * by a long-term secret; A adds; J joins z*G - c*P; D decodes a point; Sg signs, Vf verifies.
 */
record Formula(String text) {
  private static final Pattern TERM = Pattern.compile("(\\d*)([A-Z][a-z]?)");

  /** Sum in the unit of the steps' times. */
  double of(Map<String, Double> steps) {
    double sum = 0;
    for (Map.Entry<String, Integer> term : terms().entrySet()) {
      sum += term.getValue() * steps.getOrDefault(term.getKey(), Double.NaN);
    }
    return sum;
  }

  private Map<String, Integer> terms() {
    Map<String, Integer> terms = new LinkedHashMap<>();
    for (String part : text.split(" \\+ ", -1)) {
      Matcher term = TERM.matcher(part);
      if (!term.matches()) {
        throw new IllegalArgumentException("no formula: " + text);
      }
      int count = term.group(1).isEmpty() ? 1 : Integer.parseInt(term.group(1));
      terms.merge(term.group(2), count, Integer::sum);
    }
    return terms;
  }
}
