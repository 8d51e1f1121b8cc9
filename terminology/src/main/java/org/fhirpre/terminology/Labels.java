// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The labels of one resource version.
 *
 * @param confidentiality at least the floor of every sensitivity
 * @param sensitivities canonical labels, sorted
 * @param facets sorted, never empty: one for each sensitivity, else the confidentiality band
 * @param findings remarks about supplied labels
 */
public record Labels(
    Confidentiality confidentiality,
    Set<Label> sensitivities,
    List<Facet> facets,
    List<LabelFinding> findings) {

  /** What nobody labelled. */
  public static final Labels NORMAL = of(Confidentiality.N, Set.of());

  public Labels {
    if (facets.isEmpty()) {
      throw new IllegalArgumentException("labels without a facet");
    }
    sensitivities = Collections.unmodifiableSet(new TreeSet<>(sensitivities));
    facets = facets.stream().sorted().distinct().toList();
    findings = List.copyOf(findings);
  }

  /** As {@link #of(Confidentiality, Collection, List)}, without findings. */
  public static Labels of(Confidentiality confidentiality, Collection<Label> sensitivities) {
    return of(confidentiality, sensitivities, List.of());
  }

  /**
   * Labels with their facets and with the confidentiality raised to the floors of the
   * sensitivities.
   *
   * @throws IllegalArgumentException for a label that is no sensitivity
   */
  public static Labels of(
      Confidentiality confidentiality,
      Collection<Label> sensitivities,
      List<LabelFinding> findings) {
    List<Facet> facets = sensitivities.stream().map(Labels::sensitivity).sorted().toList();
    Confidentiality raised =
        facets.stream()
            .flatMap(facet -> FacetTable.floor(facet).stream())
            .reduce(confidentiality, Confidentiality::max);
    Set<Label> canonical = new TreeSet<>(facets.stream().map(Facet::label).toList());
    return new Labels(
        raised, canonical, facets.isEmpty() ? List.of(raised.band()) : facets, findings);
  }

  /** Both, united: sensitivities of either, the higher confidentiality. */
  public Labels with(Labels other) {
    Set<Label> union = new TreeSet<>(sensitivities);
    union.addAll(other.sensitivities);
    return of(confidentiality.max(other.confidentiality), union, findings);
  }

  private static Facet sensitivity(Label label) {
    return FacetTable.sensitivityOf(label)
        .orElseThrow(() -> new IllegalArgumentException("a label that is no sensitivity"));
  }
}
