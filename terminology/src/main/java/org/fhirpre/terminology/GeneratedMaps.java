// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.SourceElementComponent;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;

/** ConceptMaps of the package, from the tables and the code lists. */
final class GeneratedMaps {
  private static final String BASE = "https://fhirpre.org/fhir/CodeSystem/";

  private GeneratedMaps() {}

  static List<ConceptMap> all(CodeLists lists) {
    List<ConceptMap> all = new ArrayList<>(List.of(closure(), facets(), types(), foreign()));
    lists.all().forEach(list -> all.add(codes(list)));
    return all;
  }

  private static ConceptMap closure() {
    ConceptMap map = map("sensitivity-closure");
    for (Facet lower : Facet.all()) {
      for (Facet upper : Facet.all()) {
        if (!lower.equals(upper) && FacetTable.isBelow(lower, upper)) {
          add(map, lower.label(), upper.label(), ConceptMapEquivalence.SUBSUMES);
        }
      }
    }
    return map;
  }

  private static ConceptMap facets() {
    ConceptMap map = map("label-to-facet");
    for (Facet facet : Facet.all()) {
      add(map, facet.label(), facetLabel(facet), ConceptMapEquivalence.EQUIVALENT);
    }
    for (Confidentiality level : Confidentiality.values()) {
      if (!level.label().equals(level.band().label())) {
        add(map, level.label(), facetLabel(level.band()), ConceptMapEquivalence.WIDER);
      }
    }
    return map;
  }

  private static ConceptMap types() {
    ConceptMap map = map("type-to-class-group");
    for (TypeRow row : ResourceTypes.all()) {
      row.classGroup()
          .map(group -> new Label(BASE + "class-group", group.code()))
          .ifPresent(
              group ->
                  add(
                      map,
                      new Label(CodeSystems.RESOURCE_TYPES, row.type()),
                      group,
                      ConceptMapEquivalence.WIDER));
    }
    return map;
  }

  private static ConceptMap foreign() {
    ConceptMap map = map("foreign-labels");
    for (Label alias : FacetTable.aliases()) {
      Label ours = FacetTable.sensitivityOf(alias).orElseThrow().label();
      add(map, alias, ours, ConceptMapEquivalence.EQUIVALENT);
    }
    return map;
  }

  private static ConceptMap codes(CodeList list) {
    String system = GeneratedSets.shortName(list.system());
    ConceptMap map = map("code-to-sensitivity-" + system);
    map.setTitle("Sensitivities of codes of " + system);
    map.setDescription(
        "The code list of the labelling service, version "
            + list.version()
            + ". An ICD-10-CM code stands for itself and for every code below it.");
    map.setCopyright(list.copyright());
    for (LabelRule rule : list.rules()) {
      Label code = new Label(list.system(), rule.code());
      add(map, code, rule.label(), ConceptMapEquivalence.WIDER);
    }
    return map;
  }

  private static Label facetLabel(Facet facet) {
    return new Label(BASE + "key-facet", facet.code());
  }

  private static void add(ConceptMap map, Label from, Label to, ConceptMapEquivalence how) {
    ConceptMapGroupComponent group = group(map, from.system(), to.system());
    SourceElementComponent element =
        group.getElement().stream()
            .filter(known -> known.getCode().equals(from.code()))
            .findFirst()
            .orElseGet(() -> group.addElement().setCode(from.code()));
    element.addTarget().setCode(to.code()).setEquivalence(how);
  }

  private static ConceptMapGroupComponent group(ConceptMap map, String from, String to) {
    return map.getGroup().stream()
        .filter(group -> group.getSource().equals(from) && group.getTarget().equals(to))
        .findFirst()
        .orElseGet(() -> map.addGroup().setSource(from).setTarget(to));
  }

  private static ConceptMap map(String id) {
    ConceptMap map = new ConceptMap();
    map.setId(id);
    return map;
  }
}
