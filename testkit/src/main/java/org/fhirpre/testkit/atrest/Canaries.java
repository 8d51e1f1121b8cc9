// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes resources in which every element that HAPI's R4 model has carries a value of its own.
 *
 * <p>Generated from the model, so that no element can be forgotten. Not canaries, because they must
 * stay valid or are the server's: values of enumerations, booleans, ids, literal references, {@code
 * meta.versionId} and {@code meta.lastUpdated}. An element type that contains itself is entered
 * once on each path. Reproducible from the seed; values are unique over everything one instance
 * makes. Not thread-safe.
 */
public final class Canaries {

  private final FhirContext r4;
  private final CanaryValues values;
  private final Map<String, String> references = new HashMap<>();
  private final Map<String, String> fixed = new HashMap<>();
  private final Set<String> left = new HashSet<>();

  public Canaries(FhirContext r4, long seed) {
    this.r4 = r4;
    this.values = new CanaryValues(seed);
  }

  /**
   * Gives references that may point to a type a literal target; without one a reference is logical
   * (identifier and display). A Patient never refers to a Patient.
   *
   * @param literal for example {@code Patient/123}
   */
  public Canaries reference(String type, String literal) {
    references.put(type, literal);
    return this;
  }

  /**
   * Gives a primitive element a value that is no canary.
   *
   * @param path for example {@code Binary.contentType}, or {@code *.language} for every type
   */
  public Canaries fixed(String path, String value) {
    fixed.put(path, value);
    return this;
  }

  /** Leaves an element, and all that is below it, out; paths as in {@link #fixed}. */
  public Canaries without(String path) {
    left.add(path);
    return this;
  }

  /** One resource; of each choice element {@code x[x]} it has the first type. */
  public FilledResource fill(String type) {
    return fill(type, 0);
  }

  /** As many resources as are needed for every choice element to have each of its types once. */
  public List<FilledResource> fillEveryChoice(String type) {
    List<FilledResource> filled = new ArrayList<>();
    int variants = 1;
    for (int variant = 0; variant < variants; variant++) {
      ResourceFiller filler = filler(type, variant);
      filled.add(filler.fill());
      variants = Math.max(variants, filler.choices());
    }
    return List.copyOf(filled);
  }

  private FilledResource fill(String type, int variant) {
    return filler(type, variant).fill();
  }

  private ResourceFiller filler(String type, int variant) {
    Plan plan =
        new Plan(type, variant, Map.copyOf(references), Map.copyOf(fixed), Set.copyOf(left));
    return new ResourceFiller(r4, values, plan);
  }

  /** What the filler must know about one resource. */
  record Plan(
      String type,
      int variant,
      Map<String, String> references,
      Map<String, String> fixed,
      Set<String> left) {}
}
