// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fhirpre.testkit.SampleBundle;
import org.fhirpre.testkit.SampleData;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/**
 * Whole synthetic patients. Two stand in the build; all twelve are read from {@code
 * -Dfhirpre.synthea=DIR} or from beside the checkout, and it is said if they are not there.
 */
class SampleRecordsTest {
  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final CodeListLabeler LABELER =
      new CodeListLabeler(CodeLists.withDemo(), LabelPolicy.DEFAULT);

  /** SNOMED CT codes of the sensitive Conditions and the label that they call for. */
  private static final Map<String, String> SENSITIVE =
      Map.ofEntries(
          Map.entry("86406008", "HIV"),
          Map.entry("706893006", "SDV"),
          Map.entry("5602001", "OPIOIDUD"),
          Map.entry("47505003", "PSY"),
          Map.entry("370143000", "PSY"),
          Map.entry("6525002", "SUD"),
          Map.entry("55680006", "SUD"),
          Map.entry("10939881000119105", "ETH"),
          Map.entry("161744009", "SEX"),
          Map.entry("72892002", "SEX"),
          Map.entry("19169002", "SEX"),
          Map.entry("398254007", "SEX"),
          Map.entry("183996000", "SEX"),
          Map.entry("424393004", "VIO"),
          Map.entry("128302006", "STD"),
          Map.entry("26929004", "COGN"));

  @Test
  void no_sensitive_condition_of_the_two_patients_in_the_build_is_missed() {
    SampleData two = SampleData.resources(SampleRecordsTest.class.getClassLoader(), "synthea");
    assertThat(check(two)).isEqualTo(2);
  }

  @Test
  void no_sensitive_condition_of_the_sample_patients_is_missed() {
    SampleData all = SampleData.synthea();
    if (!all.available()) {
      System.out.println("SKIPPED: no sample patients; name their folder with -Dfhirpre.synthea");
      return;
    }
    assertThat(check(all)).isPositive();
  }

  private static int check(SampleData data) {
    List<String> missed = new ArrayList<>();
    for (SampleBundle bundle : data.bundles()) {
      Map<String, Integer> facets = new TreeMap<>();
      int resources = 0;
      int labelled = 0;
      for (BundleEntryComponent entry : bundle.parse(FHIR).getEntry()) {
        Labels labels = LABELER.label(entry.getResource(), LabelContext.none());
        resources++;
        labelled += labels.sensitivities().isEmpty() ? 0 : 1;
        labels.facets().forEach(facet -> facets.merge(facet.code(), 1, Integer::sum));
        missed(entry.getResource(), labels).ifPresent(code -> missed.add(bundle + " " + code));
        if (entry.getResource() instanceof Patient) {
          assertThat(labels).as("the patient itself").isEqualTo(Labels.NORMAL);
        }
      }
      System.out.printf(
          "%s: %d of %d resources labelled (%d %%) %s%s%n",
          bundle,
          labelled,
          resources,
          100 * labelled / resources,
          facets,
          100 * labelled / resources > 40 ? " WARNING: over-labelled" : "");
    }
    assertThat(missed).isEmpty();
    return data.bundles().size();
  }

  private static Optional<String> missed(Resource resource, Labels labels) {
    if (!(resource instanceof Condition condition)) {
      return Optional.empty();
    }
    return condition.getCode().getCoding().stream()
        .map(Coding::getCode)
        .filter(SENSITIVE::containsKey)
        .filter(
            code ->
                labels.sensitivities().stream()
                    .noneMatch(l -> Sensitivities.isBelow(l, wanted(code))))
        .findFirst();
  }

  private static Label wanted(String code) {
    return Facet.of(Optional.ofNullable(SENSITIVE.get(code)).orElseThrow()).label();
  }
}
