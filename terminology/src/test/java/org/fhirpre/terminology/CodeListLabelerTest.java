// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MolecularSequence;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeListLabelerTest {
  private static final CodeListLabeler SHIPPED =
      new CodeListLabeler(CodeLists.shipped(), LabelPolicy.DEFAULT);
  private static final CodeListLabeler DEMO =
      new CodeListLabeler(CodeLists.withDemo(), LabelPolicy.DEFAULT);
  private static final CodeListLabeler STRICT =
      new CodeListLabeler(
          CodeLists.shipped(),
          LabelPolicy.of(
              LabelPolicy.Uncoded.RESTRICTED, Map.of("DocumentReference", "V"), Set.of()));

  @ParameterizedTest
  @CsvSource({
    "B20, HIV",
    "F11.20, OPIOIDUD",
    "F1120, OPIOIDUD",
    "f11.20, OPIOIDUD",
    "F17.210, N",
    "F32.9, MH",
    "A60.9, STD",
    "A65, N",
    "O98.711, HIV",
    "O98.811, N",
    "Z30.9, CONTRACEPTION",
    "I10, N"
  })
  void icd_10_cm_is_labelled_by_category(String code, String facet) {
    assertThat(label(condition(CodeSystems.ICD10CM, code)).facets())
        .containsExactly(Facet.of(facet));
  }

  @Test
  void loinc_is_labelled_by_exact_code_wherever_the_coding_stands() {
    Observation observation = new Observation();
    observation.addComponent().getCode().addCoding(coding(CodeSystems.LOINC, "25836-8"));
    assertThat(label(observation).facets()).containsExactly(Facet.of("HIV"));
  }

  @Test
  void contained_resources_and_extensions_count_and_meta_tags_do_not() {
    MedicationRequest request = new MedicationRequest();
    Medication medication = new Medication();
    medication.getCode().addCoding(coding(CodeSystems.RXNORM, "351266"));
    request.addContained(medication);
    assertThat(DEMO.label(request, LabelContext.none()).facets())
        .containsExactly(Facet.of("OPIOIDUD"));
    Observation extended = new Observation();
    extended.addExtension(new Extension("http://x", coding(CodeSystems.LOINC, "25836-8")));
    assertThat(label(extended).facets()).containsExactly(Facet.of("HIV"));
    Observation tagged = new Observation();
    tagged.getMeta().addTag(coding(CodeSystems.LOINC, "25836-8"));
    assertThat(label(tagged)).isEqualTo(Labels.NORMAL);
  }

  @Test
  void without_anything_a_resource_is_normal() {
    assertThat(label(new Condition())).isEqualTo(Labels.NORMAL);
  }

  @Test
  void a_sensitivity_implies_restricted_and_psychotherapy_notes_very_restricted() {
    assertThat(label(condition(CodeSystems.ICD10CM, "B20")).confidentiality())
        .isEqualTo(Confidentiality.R);
    Labels notes = label(supplied(coding(CodeSystems.ACT_CODE, "PSYTHPN"), normal()));
    assertThat(notes.confidentiality()).isEqualTo(Confidentiality.V);
    assertThat(notes.facets()).containsExactly(Facet.of("PSYTHPN"));
  }

  @Test
  void supplied_labels_can_only_raise() {
    Condition hiv = condition(CodeSystems.ICD10CM, "B20");
    hiv.getMeta().addSecurity(normal());
    hiv.getMeta().addSecurity(coding(CodeSystems.ACT_CODE, "PSY"));
    Labels labels = label(hiv);
    assertThat(labels.confidentiality()).isEqualTo(Confidentiality.R);
    assertThat(labels.facets()).containsExactly(Facet.of("HIV"), Facet.of("PSY"));
    Labels high = label(supplied(coding(CodeSystems.CONFIDENTIALITY, "V")));
    assertThat(high.facets()).containsExactly(Facet.of("V"));
    assertThat(label(supplied(coding(CodeSystems.CONFIDENTIALITY, "L"))).confidentiality())
        .isEqualTo(Confidentiality.L);
  }

  @Test
  void an_unknown_supplied_label_gives_no_facet_and_is_reported_without_quoting_it() {
    Labels labels = label(supplied(coding("http://example.org", "SECRET"), new Coding()));
    assertThat(labels.facets()).containsExactly(Facet.of("N"));
    LabelFinding finding =
        new LabelFinding(LabelFinding.UNSUPPORTED_LABEL, "Condition.meta.security");
    assertThat(labels.findings()).isEqualTo(List.of(finding, finding));
  }

  @Test
  void labels_of_different_codes_stand_side_by_side() {
    Condition both = condition(CodeSystems.ICD10CM, "F14.10");
    both.getCode().addCoding(coding(CodeSystems.ICD10CM, "F11.20"));
    assertThat(label(both).facets()).containsExactly(Facet.of("OPIOIDUD"), Facet.of("SUD"));
  }

  @Test
  void each_label_says_by_which_rule_of_which_list_or_by_whom_it_stands_there() {
    Condition opioid = condition(CodeSystems.ICD10CM, "F11.20");
    opioid.getMeta().addSecurity(coding(CodeSystems.ACT_CODE, "PSY"));
    assertThat(label(opioid).grounds())
        .containsExactly(
            new LabelGround(label("OPIOIDUD"), LabelBasis.PART2, "icd10cm.csv|0.1.0#F11"),
            LabelGround.ofWriter(label("PSY")));
  }

  @Test
  void what_the_writer_set_persists_and_what_codes_gave_is_computed_anew() {
    Condition first = condition(CodeSystems.ICD10CM, "B20");
    first.getMeta().addSecurity(coding(CodeSystems.ACT_CODE, "PSY"));
    Optional<Labels> before = Optional.of(label(first));
    Labels next = SHIPPED.label(new Condition(), new LabelContext(before, List.of(), false));
    assertThat(next.facets()).containsExactly(Facet.of("PSY"));
    assertThat(next.confidentiality()).isEqualTo(Confidentiality.R);
    assertThat(SHIPPED.label(new Condition(), new LabelContext(before, List.of(), true)))
        .isEqualTo(Labels.NORMAL);
  }

  @Test
  void labels_of_this_service_that_a_client_sends_back_do_not_become_the_writers() {
    Condition hiv = condition(CodeSystems.ICD10CM, "B20");
    Labels before = label(hiv);
    Condition corrected = condition(CodeSystems.ICD10CM, "I10");
    corrected.setMeta(LabelledMeta.of(hiv.getMeta(), before));
    LabelContext update = new LabelContext(Optional.of(before), List.of(), false);
    assertThat(SHIPPED.label(corrected, update)).isEqualTo(Labels.NORMAL);
    assertThat(label(corrected).facets())
        .as("a new resource: nothing is known of where the label came from")
        .containsExactly(Facet.of("HIV"));
  }

  @Test
  void labels_that_were_stored_without_a_ground_count_as_the_writers() {
    Labels stored = Labels.stored(Confidentiality.R, Set.of(label("HIV")), List.of());
    Labels next =
        SHIPPED.label(new Condition(), new LabelContext(Optional.of(stored), List.of(), false));
    assertThat(next.facets()).containsExactly(Facet.of("HIV"));
  }

  @Test
  void contradictory_confidentialities_give_the_highest_and_a_finding() {
    Condition both = supplied(normal(), coding(CodeSystems.CONFIDENTIALITY, "V"));
    assertThat(label(both).confidentiality()).isEqualTo(Confidentiality.V);
    assertThat(label(both).findings())
        .containsExactly(
            new LabelFinding(LabelFinding.CONTRADICTORY_LABELS, "Condition.meta.security"));
  }

  @Test
  void a_type_may_have_a_minimum() {
    assertThat(label(new MolecularSequence()).facets()).containsExactly(Facet.of("GDIS"));
    assertThat(STRICT.label(new DocumentReference(), LabelContext.none()).facets())
        .containsExactly(Facet.of("V"));
    assertThat(STRICT.label(new MolecularSequence(), LabelContext.none()).facets())
        .containsExactly(Facet.of("GDIS"));
  }

  @Test
  void what_no_list_can_judge_is_normal_or_restricted_as_the_deployment_chose() {
    Condition text = new Condition();
    text.setCode(new CodeableConcept().setText("HIV"));
    Condition codeless = new Condition();
    codeless.getCode().addCoding(new Coding().setSystem(CodeSystems.ICD10CM));
    for (Condition uncoded : List.of(text, codeless, condition("http://example.org", "1"))) {
      assertThat(label(uncoded)).isEqualTo(Labels.NORMAL);
      Labels strict = STRICT.label(uncoded, LabelContext.none());
      assertThat(strict.facets()).containsExactly(Facet.of("R"));
      assertThat(strict.findings())
          .containsExactly(new LabelFinding(LabelFinding.UNCODED, "Condition"));
    }
    Condition coded = condition(CodeSystems.ICD10CM, "I10");
    coded.getClinicalStatus().addCoding(coding("http://terminology.hl7.org/x", "active"));
    coded.getCode().addCoding(coding("http://example.org", "1"));
    assertThat(STRICT.label(coded, LabelContext.none())).isEqualTo(Labels.NORMAL);
  }

  @Test
  void systems_are_known_under_their_object_identifiers_too() {
    assertThat(label(condition("urn:oid:2.16.840.1.113883.6.90", "f1120")).facets())
        .containsExactly(Facet.of("OPIOIDUD"));
  }

  @Test
  void what_a_resource_can_contain_does_not_throw() {
    Condition odd = supplied(new Coding().setSystem("s"), new Coding().setCode("R"));
    odd.setCode(new CodeableConcept().addCoding(new Coding()).addCoding(coding("", "")));
    odd.addExtension().addExtension().addExtension().setUrl("http://x");
    assertThat(label(odd).facets()).containsExactly(Facet.of("N"));
  }

  @Test
  void the_demo_codes_are_not_loaded_by_default() {
    Condition hiv = condition(CodeSystems.SNOMED, "86406008");
    assertThat(label(hiv)).isEqualTo(Labels.NORMAL);
    assertThat(DEMO.label(hiv, LabelContext.none()).sensitivities())
        .isEqualTo(Set.of(Facet.of("HIV").label()));
  }

  private static Label label(String facet) {
    return Facet.of(facet).label();
  }

  private static Labels label(Resource resource) {
    return SHIPPED.label(resource, LabelContext.none());
  }

  private static Condition condition(String system, String code) {
    Condition condition = new Condition();
    condition.getCode().addCoding(coding(system, code));
    return condition;
  }

  private static Condition supplied(Coding... labels) {
    Condition condition = new Condition();
    List.of(labels).forEach(label -> condition.getMeta().addSecurity(label));
    return condition;
  }

  private static Coding normal() {
    return coding(CodeSystems.CONFIDENTIALITY, "N");
  }

  private static Coding coding(String system, String code) {
    return new Coding().setSystem(system).setCode(code);
  }
}
