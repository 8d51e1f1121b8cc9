// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a deployment decides about labelling.
 *
 * @param uncoded what a concept means that no list can judge
 * @param minimum resource type → label that each resource of the type gets at least: a
 *     confidentiality or a sensitivity
 * @param inherit types from whose resources those that refer to them take labels
 */
public record LabelPolicy(Uncoded uncoded, Map<String, Label> minimum, Set<String> inherit) {

  /** Meaning of text without a code, and of codes of systems that no list knows. */
  public enum Uncoded {
    /** Nothing: what nobody labelled is normal. */
    NORMAL,
    /** Restricted (confidentiality R) until somebody codes it. */
    RESTRICTED
  }

  /** Normal until coded, and the minimum labels of {@code type-labels.csv}. */
  public static final LabelPolicy DEFAULT = new LabelPolicy(Uncoded.NORMAL, shipped(), Set.of());

  /**
   * @throws IllegalArgumentException for a label that is neither a confidentiality nor a
   *     sensitivity, or for a type that is never patient-sealed
   */
  public LabelPolicy {
    minimum.forEach(LabelPolicy::check);
    inherit.forEach(LabelPolicy::requireType);
    minimum = Map.copyOf(minimum);
    inherit = Set.copyOf(inherit);
  }

  /**
   * The default with other choices; a minimum given here replaces the shipped one of its type.
   *
   * @param facets resource type → code of a facet, for example {@code DocumentReference → R}
   * @throws IllegalArgumentException for an unknown facet or type
   */
  public static LabelPolicy of(Uncoded uncoded, Map<String, String> facets, Set<String> inherit) {
    Map<String, Label> minimum = new HashMap<>(DEFAULT.minimum());
    facets.forEach((type, code) -> minimum.put(type, Facet.of(code).label()));
    return new LabelPolicy(uncoded, minimum, inherit);
  }

  /** Whether a resource takes the labels of a target of this type that it merely refers to. */
  public boolean inheritsFrom(String type) {
    return LabelLinks.always(type) || inherit.contains(type);
  }

  private static void requireType(String type) {
    if (ResourceTypes.find(type).isEmpty()) {
      throw new IllegalArgumentException("labels are to be inherited from an unknown type");
    }
  }

  private static Map<String, Label> shipped() {
    Map<String, Label> minimum = new HashMap<>();
    for (Table.Row row : Table.read("type-labels.csv", "type,facet")) {
      if (minimum.put(row.text(0), Facet.of(row.text(1)).label()) != null) {
        throw row.refused("type listed twice");
      }
    }
    return minimum;
  }

  private static void check(String type, Label label) {
    boolean sealed =
        ResourceTypes.find(type)
            .filter(row -> row.protectionNamingPatient() == Protection.PATIENT_SEALED)
            .isPresent();
    if (!sealed) {
      throw new IllegalArgumentException("minimum label of a type that is not patient-sealed");
    }
    if (Facet.ofLabel(label).isEmpty()) {
      throw new IllegalArgumentException("minimum label that is no facet");
    }
  }
}
