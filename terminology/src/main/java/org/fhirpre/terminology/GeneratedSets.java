// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.hl7.fhir.r4.model.ValueSet.FilterOperator;

/** ValueSets of the package, from the tables and the code lists. */
final class GeneratedSets {
  private static final String SNOMED_NOTICE =
      "This value set names concepts of SNOMED Clinical Terms, which is owned by SNOMED"
          + " International. Its use needs a licence; no member of it is listed here.";
  private static final Map<String, String> SHORT_NAMES =
      Map.of(
          CodeSystems.ICD10CM, "icd10cm",
          CodeSystems.LOINC, "loinc",
          CodeSystems.RXNORM, "rxnorm");

  private GeneratedSets() {}

  static List<ValueSet> all(CodeLists lists) {
    List<ValueSet> all = new ArrayList<>();
    for (String id : Vocabulary.setIds()) {
      all.add(set(id, Vocabulary.set(id)));
    }
    all.add(set("security-labels", labels()));
    all.add(purposes());
    all.addAll(types());
    lists.all().forEach(list -> all.addAll(sensitive(list)));
    Vocabulary.snomedRoots().forEach((facet, roots) -> all.add(snomed(facet, roots)));
    return all;
  }

  static String shortName(String system) {
    String name = SHORT_NAMES.get(system);
    if (name == null) {
      throw new IllegalStateException("a list that must not be published");
    }
    return name;
  }

  private static Collection<Label> labels() {
    TreeSet<Label> labels = new TreeSet<>();
    for (Confidentiality level : Confidentiality.values()) {
      labels.add(level.label());
    }
    Facet.all().stream().map(Facet::label).forEach(labels::add);
    // Of aliases those of HL7; a validator could not check codes of systems that nobody publishes.
    FacetTable.aliases().stream()
        .filter(alias -> alias.system().equals(CodeSystems.ACT_CODE))
        .forEach(labels::add);
    return labels;
  }

  private static ValueSet purposes() {
    ValueSet purposes = new ValueSet();
    purposes.setId("purposes");
    filter(purposes, CodeSystems.ACT_REASON, "PurposeOfUse");
    return purposes;
  }

  private static List<ValueSet> types() {
    List<ValueSet> sets = new ArrayList<>();
    for (Protection protection : Protection.values()) {
      String id =
          switch (protection) {
            case PATIENT_SEALED -> "sealed-types";
            case SERVER_SEALED -> "server-sealed-types";
            case CLEAR -> "clear-types";
          };
      Stream<TypeRow> rows =
          ResourceTypes.all().stream().filter(row -> row.protection() == protection);
      sets.add(typeSet(id, rows.map(TypeRow::type)));
    }
    for (ClassGroup group : ClassGroup.values()) {
      ValueSet set = typeSet("types-" + group.code(), ResourceTypes.in(group).stream());
      set.setTitle("Types of class-group " + group.code());
      sets.add(
          set.setDescription("Types whose resources are keyed in class-group " + group.code()));
    }
    return sets;
  }

  private static ValueSet typeSet(String id, Stream<String> types) {
    return set(id, types.map(type -> new Label(CodeSystems.RESOURCE_TYPES, type)).toList());
  }

  private static List<ValueSet> sensitive(CodeList list) {
    Map<String, ValueSet> sets = new TreeMap<>();
    for (LabelRule rule : list.rules()) {
      ValueSet set =
          sets.computeIfAbsent(
              rule.label().code(), facet -> ofFacet(facet, shortName(list.system()), list));
      if (rule.match() == LabelRule.Match.PREFIX) {
        filter(set, list.system(), rule.code());
      } else {
        exact(set, list.system()).addConcept().setCode(rule.code());
      }
    }
    return List.copyOf(sets.values());
  }

  private static ValueSet ofFacet(String facet, String system, CodeList list) {
    ValueSet set = new ValueSet();
    set.setId("sensitive-" + facet.toLowerCase(Locale.ROOT).replace('_', '-') + "-" + system);
    set.setTitle(facet + " by codes of " + system);
    set.setDescription("Codes that give the label " + facet + "; list version " + list.version());
    return set.setCopyright(list.copyright());
  }

  private static ValueSet snomed(String facet, List<String> roots) {
    ValueSet set = new ValueSet();
    set.setId("sensitive-" + facet.toLowerCase(Locale.ROOT) + "-snomed");
    set.setTitle(facet + " by SNOMED CT, intensional");
    set.setDescription("Whatever lies at or below the named concepts gives the label " + facet);
    set.setExperimental(true).setCopyright(SNOMED_NOTICE);
    roots.forEach(root -> filter(set, CodeSystems.SNOMED, root));
    return set;
  }

  private static ValueSet set(String id, Collection<Label> codes) {
    ValueSet set = new ValueSet();
    set.setId(id);
    codes.stream()
        .sorted()
        .forEach(label -> exact(set, label.system()).addConcept().setCode(label.code()));
    return set;
  }

  private static ConceptSetComponent exact(ValueSet set, String system) {
    return set.getCompose().getInclude().stream()
        .filter(include -> include.getSystem().equals(system) && !include.hasFilter())
        .findFirst()
        .orElseGet(() -> set.getCompose().addInclude().setSystem(system));
  }

  private static void filter(ValueSet set, String system, String root) {
    set.getCompose()
        .addInclude()
        .setSystem(system)
        .addFilter()
        .setProperty("concept")
        .setOp(FilterOperator.ISA)
        .setValue(root);
  }
}
