// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.Comparator;

/**
 * A coding without display: a security label, a purpose, or any {@code system|code}.
 *
 * <p>Ordered by system, then code.
 *
 * @param system absolute URI of the code system
 * @param code case-sensitive
 */
public record Label(String system, String code) implements Comparable<Label> {
  private static final Comparator<Label> ORDER =
      Comparator.comparing(Label::system).thenComparing(Label::code);

  @Override
  public int compareTo(Label other) {
    return ORDER.compare(this, other);
  }

  /** {@code system|code}. */
  @Override
  public String toString() {
    return system + "|" + code;
  }
}
