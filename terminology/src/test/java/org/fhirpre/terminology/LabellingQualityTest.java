// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.fhirpre.testkit.SampleBundle;
import org.fhirpre.testkit.SampleData;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/**
 * Precision and recall of the labels on whole synthetic patients. Two stand in the build; others
 * are read from {@code -Dfhirpre.synthea=DIR} or from beside the checkout, and it is said if there
 * are none. The table is printed and written to {@code target/labelling-quality.md}.
 */
class LabellingQualityTest {
  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Truth> TRUTHS = Truth.load();
  private static final CodeListLabeler LABELER =
      new CodeListLabeler(CodeLists.withDemo(), LabelPolicy.DEFAULT);
  private static final LabelPolicy LINKED =
      LabelPolicy.of(LabelPolicy.Uncoded.NORMAL, Map.of(), Set.of("Condition"));

  @Test
  void no_listed_code_of_the_two_patients_in_the_build_is_missed() throws IOException {
    QualityTable table =
        check(
            SampleData.resources(LabellingQualityTest.class.getClassLoader(), "synthea"),
            LabelPolicy.DEFAULT);
    assertThat(table.listedMisses()).isEmpty();
    assertThat(table.rows().get("opioid use"))
        .extracting(QualityTable.Counts::recall)
        .isEqualTo(1.0);
    assertThat(table.rows().values()).allMatch(counts -> counts.precision() >= 0.95);
  }

  @Test
  void no_listed_code_of_the_sample_patients_is_missed() throws IOException {
    SampleData all = SampleData.synthea();
    if (!all.available()) {
      System.out.println("SKIPPED: " + all.description());
      return;
    }
    QualityTable table = check(all, LabelPolicy.DEFAULT);
    QualityTable linked = check(all, LINKED);
    Files.writeString(
        Path.of("target/labelling-quality.md"),
        table.text() + "\nlabels of Conditions inherited:\n\n" + linked.text());
    assertThat(table.listedMisses()).isEmpty();
    assertThat(table.rows().values())
        .allMatch(counts -> counts.precision() >= 0.95 && counts.recall() >= 0.85);
    assertThat(linked.listedMisses()).isEmpty();
    assertThat(linked.rows().values())
        .allMatch(counts -> counts.precision() >= 0.75 && counts.recall() >= 0.99);
  }

  private static QualityTable check(SampleData data, LabelPolicy policy) throws IOException {
    QualityTable table = new QualityTable();
    for (SampleBundle bundle : data.bundles()) {
      String json = bundle.json();
      Bundle parsed = FHIR.newJsonParser().parseResource(Bundle.class, json);
      JsonNode entries = JSON.readTree(json).path("entry");
      int labelled = 0;
      for (int i = 0; i < entries.size(); i++) {
        Resource resource = parsed.getEntry().get(i).getResource();
        if (!sealed(resource)) {
          continue;
        }
        Labels labels =
            LABELER.label(
                resource, new LabelContext(Optional.empty(), linked(resource, policy), false));
        labelled += labels.sensitivities().isEmpty() ? 0 : 1;
        Truth.Texts texts = Truth.Texts.of(entries.get(i).path("resource"));
        TRUTHS.forEach(truth -> table.add(truth, texts, resource.fhirType(), labels));
        if (resource instanceof Patient) {
          assertThat(labels).as("the patient itself").isEqualTo(Labels.NORMAL);
        }
      }
      int share = 100 * labelled / Math.max(1, entries.size());
      System.out.printf(
          "%s: %d of %d resources labelled (%d %%)%s%n",
          bundle, labelled, entries.size(), share, share > 40 ? " WARNING: over-labelled" : "");
    }
    System.out.println(table.text());
    return table;
  }

  // Only these are ever labelled; a Provenance, for one, points at everything.
  private static boolean sealed(Resource resource) {
    return ResourceTypes.find(resource.fhirType())
        .filter(row -> row.protectionNamingPatient() == Protection.PATIENT_SEALED)
        .isPresent();
  }

  // As the server does it within one transaction: HAPI's parser ties references to entries.
  private static List<LabelGround> linked(Resource resource, LabelPolicy policy) {
    LabelLinks links = LabelLinks.of(resource);
    List<LabelGround> grounds = new ArrayList<>();
    links.listed().forEach(reference -> grounds.addAll(grounds(reference, type -> true)));
    links.others().forEach(reference -> grounds.addAll(grounds(reference, policy::inheritsFrom)));
    return grounds;
  }

  private static List<LabelGround> grounds(Reference reference, Predicate<String> taken) {
    return reference.getResource() instanceof Resource target && taken.test(target.fhirType())
        ? LabelGround.ofLink(LABELER.label(target, LabelContext.none()), target.fhirType())
        : List.of();
  }
}
