// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.Arrays;
import java.util.Optional;

/** The codes of HL7 v3-Confidentiality that classify a resource, from lowest to highest. */
public enum Confidentiality {
  U,
  L,
  M,
  N,
  R,
  V;

  /** The level that a label states; empty for a label of another system or code. */
  public static Optional<Confidentiality> ofLabel(Label label) {
    if (!label.system().equals(CodeSystems.CONFIDENTIALITY)) {
      return Optional.empty();
    }
    return Arrays.stream(values()).filter(c -> c.name().equals(label.code())).findFirst();
  }

  /** Whether this is the other level or a higher one. */
  public boolean atLeast(Confidentiality other) {
    return compareTo(other) >= 0;
  }

  public Confidentiality max(Confidentiality other) {
    return atLeast(other) ? this : other;
  }

  /** The key band of a resource of this level without sensitivity: N (also U, L, M), R or V. */
  public Facet band() {
    return Facet.of(this.atLeast(R) ? name() : N.name());
  }

  public Label label() {
    return new Label(CodeSystems.CONFIDENTIALITY, name());
  }
}
