// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.Collection;
import java.util.Optional;

/**
 * One label under which a resource is judged and keyed: a sensitivity, or the confidentiality band
 * ({@code N}, {@code R}, {@code V}) of a resource without one.
 *
 * @param code code of the facet table ({@code facets.csv}), which is also the code of its label
 */
public record Facet(String code) implements Comparable<Facet> {
  private static final String NORMAL = "NORMAL";

  /**
   * @throws IllegalArgumentException if the table has no such facet
   */
  public Facet {
    FacetTable.require(code);
  }

  public static Facet of(String code) {
    return new Facet(code);
  }

  /** All facets, sorted by code. */
  public static Collection<Facet> all() {
    return FacetTable.facets();
  }

  /**
   * The facet that a label names, through aliases such as SICKLE; a confidentiality gives its band
   * (U, L and M fall into N). Empty for a label that is no facet.
   */
  public static Optional<Facet> ofLabel(Label label) {
    return Confidentiality.ofLabel(label)
        .map(Confidentiality::band)
        .or(() -> FacetTable.sensitivityOf(label));
  }

  /** The Coding that it stands for, under its canonical system. */
  public Label label() {
    return FacetTable.label(this);
  }

  /** Facet part of a segment's key derivation: {@code NORMAL} for N, else {@code system|code}. */
  public String keyLabel() {
    return sensitive() ? label().toString() : NORMAL;
  }

  /** The facet of a {@link #keyLabel()}; empty if there is none. */
  public static Optional<Facet> ofKeyLabel(String keyLabel) {
    return all().stream().filter(facet -> facet.keyLabel().equals(keyLabel)).findFirst();
  }

  /** Every facet but N. */
  public boolean sensitive() {
    return !code.equals(Confidentiality.N.name());
  }

  /** Whether it is N, R or V, the facets of resources without a sensitivity. */
  public boolean band() {
    return FacetTable.floor(this).isEmpty();
  }

  /** Lowest confidentiality of a resource with this facet; of a band its own level. */
  public Confidentiality floor() {
    return FacetTable.floor(this).orElseGet(() -> Confidentiality.valueOf(code));
  }

  @Override
  public int compareTo(Facet other) {
    return code.compareTo(other.code);
  }
}
