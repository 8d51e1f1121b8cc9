// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Labels a resource by the codes in it, its contained resources and, for a Bundle, its entries.
 *
 * <p>Supplied labels ({@code meta.security}, also of contained resources and entries) can only
 * raise. Labels of a replaced version persist, unless the writer is a label authority. A label that
 * one code gives is dropped if the same code gives a more specific one; labels of different codes
 * stand side by side, since a permit on one must not open what another one says.
 */
public final class CodeListLabeler implements SecurityLabeler {
  private final CodeLookup lookup;

  private CodeListLabeler(List<CodeList> lists) {
    this.lookup = new CodeLookup(lists);
  }

  /**
   * With the lists of the product.
   *
   * @throws IllegalStateException naming file and line of a malformed or duplicate row
   */
  public static CodeListLabeler shipped() {
    return new CodeListLabeler(CodeList.catalogue("lists/shipped.csv"));
  }

  /** With the lists of the product and those of the Synthea sample records: demo and tests only. */
  public static CodeListLabeler withDemoLists() {
    List<CodeList> lists = new ArrayList<>(CodeList.catalogue("lists/shipped.csv"));
    lists.addAll(CodeList.catalogue("lists/demo/demo.csv"));
    return new CodeListLabeler(lists);
  }

  @Override
  public Labels label(Resource submitted, LabelContext context) {
    Codings codings = Codings.of(submitted);
    Set<Label> sensitivities = new TreeSet<>();
    for (Coding coding : codings.content()) {
      if (coding.hasSystem() && coding.hasCode()) {
        sensitivities.addAll(lookup.labels(coding.getSystem(), coding.getCode()));
      }
    }
    Labels labels = supplied(codings, sensitivities, submitted.fhirType());
    Optional<Labels> kept = context.previousVersion().filter(previous -> !context.labelAuthority());
    return kept.map(labels::with).orElse(labels);
  }

  private static Labels supplied(Codings codings, Set<Label> sensitivities, String type) {
    Confidentiality confidentiality = Confidentiality.U;
    boolean stated = false;
    List<LabelFinding> findings = new ArrayList<>();
    for (Coding coding : codings.security()) {
      Label label = new Label(text(coding.getSystem()), text(coding.getCode()));
      Optional<Confidentiality> level = Confidentiality.ofLabel(label);
      Optional<Facet> sensitivity = FacetTable.sensitivityOf(label);
      confidentiality = level.map(confidentiality::max).orElse(confidentiality);
      stated |= level.isPresent();
      sensitivity.ifPresent(facet -> sensitivities.add(facet.label()));
      if (level.isEmpty() && sensitivity.isEmpty()) {
        findings.add(new LabelFinding(LabelFinding.UNSUPPORTED_LABEL, type + ".meta.security"));
      }
    }
    return Labels.of(stated ? confidentiality : Confidentiality.N, sensitivities, findings);
  }

  private static String text(@Nullable String hapi) {
    return hapi == null ? "" : hapi;
  }
}
