// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

/** The closure of the sensitivity labels. */
public final class Sensitivities {
  private Sensitivities() {}

  /**
   * Whether the first label is the second one, means the same, or lies below it: OPIOIDUD is below
   * SUD, ETH and SPI. Reflexive and transitive; a label that is no sensitivity is below itself
   * only.
   */
  public static boolean isBelow(Label lower, Label upper) {
    if (lower.equals(upper)) {
      return true;
    }
    return FacetTable.sensitivityOf(lower)
        .flatMap(a -> FacetTable.sensitivityOf(upper).map(b -> FacetTable.isBelow(a, b)))
        .orElse(false);
  }
}
