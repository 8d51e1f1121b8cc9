// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.FamilyMemberHistory;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;

/**
 * Precision and recall of the shipped lists, facet by facet, on small synthetic resources that were
 * judged by people, about half of which only look sensitive. Neither figure may fall.
 */
class LabelledCasesTest {
  private static final int LEAST = 20;
  private static final Map<String, String> SYSTEMS =
      Map.of(
          "icd10cm", CodeSystems.ICD10CM,
          "loinc", CodeSystems.LOINC,
          "rxnorm", CodeSystems.RXNORM);
  private static final CodeListLabeler LABELER =
      new CodeListLabeler(CodeLists.shipped(), LabelPolicy.DEFAULT);

  private record Case(String facet, boolean about, String system, String code) {
    static Case of(Table.Row row) {
      String system = SYSTEMS.get(row.text(2));
      if (system == null || !Set.of("yes", "no").contains(row.text(1))) {
        throw row.refused("neither yes nor no, or an unknown system");
      }
      return new Case(row.text(0), row.text(1).equals("yes"), system, row.text(3));
    }

    boolean labelled(int shape) {
      return LABELER.label(resource(shape), LabelContext.none()).facets().contains(Facet.of(facet));
    }

    private Resource resource(int shape) {
      CodeableConcept concept = new CodeableConcept(new Coding(system, code, null));
      if (system.equals(CodeSystems.RXNORM)) {
        return new MedicationRequest().setMedication(concept);
      }
      if (system.equals(CodeSystems.LOINC)) {
        return shape % 2 == 0
            ? new Observation().setCode(concept)
            : new ServiceRequest().setCode(concept);
      }
      return diagnosis(concept, shape);
    }

    private static Resource diagnosis(CodeableConcept concept, int shape) {
      return switch (shape % 6) {
        case 0 -> new Condition().setCode(concept);
        case 1 -> new Encounter().addReasonCode(concept);
        case 2 -> new Procedure().addReasonCode(concept);
        case 3 -> {
          Claim claim = new Claim();
          claim.addDiagnosis().setDiagnosis(concept);
          yield claim;
        }
        case 4 -> {
          FamilyMemberHistory family = new FamilyMemberHistory();
          family.addCondition().setCode(concept);
          yield family;
        }
        default -> new Observation().setValue(concept);
      };
    }
  }

  private static final class Counts {
    private int about;
    private int others;
    private int found;
    private int wrong;

    void add(Case each, boolean labelled) {
      about += each.about() ? 1 : 0;
      others += each.about() ? 0 : 1;
      found += each.about() && labelled ? 1 : 0;
      wrong += !each.about() && labelled ? 1 : 0;
    }

    String row(String facet) {
      return String.format(
          Locale.ROOT,
          "| %-21s | %5d | %5d | %6d | %5d | %9.3f | %6.3f |",
          facet,
          about,
          found,
          others,
          wrong,
          found + wrong == 0 ? 1 : (double) found / (found + wrong),
          (double) found / about);
    }
  }

  @Test
  void precision_and_recall_of_no_facet_fall() {
    Map<String, Counts> counts = counts();
    System.out.println("| facet | about | found | others | wrong | precision | recall |");
    counts.forEach((facet, count) -> System.out.println(count.row(facet)));
    Set<String> judged = new TreeSet<>();
    for (Table.Row row : Table.read("labelling-floors.csv", "facet,found,wrong")) {
      Counts count = counts.getOrDefault(row.text(0), new Counts());
      judged.add(row.text(0));
      assertThat(count.found)
          .as("found of " + row.text(0))
          .isGreaterThanOrEqualTo(Integer.parseInt(row.text(1)));
      assertThat(count.wrong)
          .as("wrong of " + row.text(0))
          .isLessThanOrEqualTo(Integer.parseInt(row.text(2)));
    }
    assertThat(judged).isEqualTo(counts.keySet());
  }

  @Test
  void every_facet_of_the_lists_has_enough_cases_and_half_of_them_look_alike() {
    Map<String, Counts> counts = counts();
    assertThat(counts.keySet())
        .isEqualTo(
            CodeLists.shipped().all().stream()
                .flatMap(list -> list.rules().stream())
                .map(rule -> Facet.ofLabel(rule.label()).orElseThrow().code())
                .collect(Collectors.toCollection(TreeSet::new)));
    counts.forEach(
        (facet, count) -> {
          assertThat(count.about + count.others).as(facet).isGreaterThanOrEqualTo(LEAST);
          assertThat(Math.abs(count.about - count.others)).as(facet).isLessThanOrEqualTo(2);
        });
  }

  private static Map<String, Counts> counts() {
    Map<String, Counts> counts = new TreeMap<>();
    List<Case> cases = new ArrayList<>();
    Table.read("labelling-cases.csv", "facet,about,system,code,meaning")
        .forEach(row -> cases.add(Case.of(row)));
    for (int i = 0; i < cases.size(); i++) {
      Case each = cases.get(i);
      counts.computeIfAbsent(each.facet(), facet -> new Counts()).add(each, each.labelled(i));
    }
    return counts;
  }
}
