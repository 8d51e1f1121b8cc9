// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;

/**
 * The labels of one resource version, each with its grounds.
 *
 * @param confidentiality at least the floor of every sensitivity
 * @param sensitivities canonical labels
 * @param facets sorted, never empty: one for each sensitivity, else the confidentiality band
 * @param grounds sorted; why each label stands there
 * @param findings remarks about supplied labels
 */
public record Labels(
    Confidentiality confidentiality,
    Set<Label> sensitivities,
    List<Facet> facets,
    List<LabelGround> grounds,
    List<LabelFinding> findings) {

  /** What nobody labelled. */
  public static final Labels NORMAL = of(List.of(), List.of());

  public Labels {
    if (facets.isEmpty()) {
      throw new IllegalArgumentException("labels without a facet");
    }
  }

  /** Labels as a writer states them; a confidentiality of N needs no ground. */
  public static Labels of(Confidentiality confidentiality, Collection<Label> sensitivities) {
    List<LabelGround> grounds = new ArrayList<>();
    sensitivities.forEach(label -> grounds.add(LabelGround.ofWriter(label)));
    if (confidentiality != Confidentiality.N) {
      grounds.add(LabelGround.ofWriter(confidentiality.label()));
    }
    return of(grounds, List.of());
  }

  /**
   * Labels as they were stored. A label without a ground counts as the writer's, which persists.
   *
   * @param grounds of some of the labels, and lower confidentialities that writers stated; those of
   *     other labels are ignored
   */
  public static Labels stored(
      Confidentiality confidentiality,
      Collection<Label> sensitivities,
      Collection<LabelGround> grounds) {
    Labels bare = of(confidentiality, sensitivities);
    List<LabelGround> known =
        grounds.stream()
            .filter(ground -> bare.has(ground.label()) || isBelow(ground, confidentiality))
            .toList();
    Labels explained = of(known, List.of());
    List<LabelGround> all = new ArrayList<>(known);
    bare.grounds().stream().filter(ground -> !explained.has(ground.label())).forEach(all::add);
    return of(all, List.of());
  }

  private static boolean isBelow(LabelGround ground, Confidentiality confidentiality) {
    return ground.basis() == LabelBasis.WRITER
        && Confidentiality.ofLabel(ground.label()).filter(confidentiality::atLeast).isPresent();
  }

  /**
   * The labels that the grounds call for: every sensitivity, and the highest of the stated
   * confidentialities and of the floors of the sensitivities.
   *
   * @throws IllegalArgumentException for a label that is neither
   */
  public static Labels of(Collection<LabelGround> grounds, List<LabelFinding> findings) {
    Set<LabelGround> sorted = new TreeSet<>();
    Set<Facet> facets = new TreeSet<>();
    Optional<Confidentiality> highest = Optional.empty();
    for (LabelGround ground : grounds) {
      Optional<Confidentiality> stated = Confidentiality.ofLabel(ground.label());
      Facet facet = stated.isPresent() ? stated.get().band() : sensitivity(ground.label());
      if (stated.isEmpty()) {
        facets.add(facet);
      }
      Confidentiality level = stated.orElseGet(facet::floor);
      highest = Optional.of(highest.map(level::max).orElse(level));
      sorted.add(canonical(ground, stated.isPresent() ? ground.label() : facet.label()));
    }
    Confidentiality confidentiality = highest.orElse(Confidentiality.N);
    return new Labels(
        confidentiality,
        Set.copyOf(facets.stream().map(Facet::label).toList()),
        facets.isEmpty() ? List.of(confidentiality.band()) : List.copyOf(facets),
        List.copyOf(sorted),
        List.copyOf(findings));
  }

  /** Both, united: the grounds of either; findings of this one only. */
  public Labels with(Labels other) {
    List<LabelGround> union = new ArrayList<>(grounds);
    union.addAll(other.grounds);
    return of(union, findings);
  }

  /** Whether it is the confidentiality or one of the sensitivities. */
  boolean has(Label label) {
    return confidentiality.label().equals(label) || sensitivities.contains(label);
  }

  /**
   * Whether a new version says in so many words that it is less confidential than this one. Words
   * that a writer repeats lower nothing: a code may have raised them since.
   */
  public boolean loweredBy(Resource submitted) {
    List<LabelGround> stated = new ArrayList<>();
    for (Coding coding : submitted.getMeta().getSecurity()) {
      Label label = Codings.label(coding);
      if (!LabelledMeta.isOurs(coding) && Facet.ofLabel(label).isPresent()) {
        stated.add(LabelGround.ofWriter(label));
      }
    }
    if (stated.stream().noneMatch(g -> Confidentiality.ofLabel(g.label()).isPresent())) {
      return false;
    }
    Confidentiality level = of(stated, List.of()).confidentiality();
    Labels before = persisting();
    boolean repeated = !before.grounds().isEmpty() && level.atLeast(before.confidentiality());
    return !level.atLeast(confidentiality) && !repeated;
  }

  boolean byWriter(Label label) {
    return grounds.contains(LabelGround.ofWriter(label));
  }

  /** What the next version keeps: what writers set. */
  Labels persisting() {
    return of(grounds.stream().filter(ground -> ground.basis().persists()).toList(), List.of());
  }

  private static LabelGround canonical(LabelGround ground, Label label) {
    return ground.label().equals(label)
        ? ground
        : new LabelGround(label, ground.basis(), ground.rule());
  }

  private static Facet sensitivity(Label label) {
    return FacetTable.sensitivityOf(label)
        .orElseThrow(() -> new IllegalArgumentException("a label that is no sensitivity"));
  }
}
