// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

class LabelledMetaTest {
  private static final Label HIV = Facet.of("HIV").label();
  private static final Labels BY_CODE =
      Labels.of(List.of(new LabelGround(HIV, LabelBasis.CODES, "list|1#B20")), List.of());

  @Test
  void labels_of_the_service_carry_basis_classifier_and_row() {
    Meta meta = LabelledMeta.of(new Meta(), BY_CODE);
    assertThat(meta.getSecurity()).extracting(Coding::getCode).containsExactly("R", "HIV");
    for (Coding label : meta.getSecurity()) {
      Coding basis = (Coding) label.getExtensionByUrl(LabelledMeta.BASIS).getValue();
      assertThat(basis.getCode()).isEqualTo("sls-codes");
      Reference who = (Reference) label.getExtensionByUrl(LabelledMeta.CLASSIFIER).getValue();
      assertThat(who.getType()).isEqualTo("Device");
      assertThat(label.getExtensionString(LabelledMeta.PROVENANCE)).isEqualTo("list|1#B20");
    }
  }

  @Test
  void there_is_exactly_one_confidentiality_and_foreign_labels_stay() {
    Meta submitted = new Meta();
    submitted.addSecurity().setSystem(CodeSystems.CONFIDENTIALITY).setCode("N");
    submitted.addSecurity().setSystem("http://example.org").setCode("x");
    Meta meta = LabelledMeta.of(submitted, BY_CODE);
    assertThat(meta.getSecurity()).extracting(Coding::getCode).containsExactly("x", "R", "HIV");
    assertThat(submitted.getSecurity()).as("a copy").hasSize(2);
  }

  @Test
  void a_label_of_the_writer_says_so_and_keeps_a_basis_of_its_own() {
    Meta submitted = new Meta();
    submitted.addSecurity().setSystem(HIV.system()).setCode("HIV");
    Labels byWriter = Labels.of(Confidentiality.N, List.of(HIV));
    Coding label = LabelledMeta.of(submitted, byWriter).getSecurity(HIV.system(), "HIV");
    assertThat(((Coding) label.getExtensionByUrl(LabelledMeta.BASIS).getValue()).getCode())
        .isEqualTo("writer");
    submitted.getSecurityFirstRep().addExtension(LabelledMeta.BASIS, new Coding().setCode("law"));
    label = LabelledMeta.of(submitted, byWriter).getSecurity(HIV.system(), "HIV");
    assertThat(label.getExtension()).hasSize(1);
  }

  @Test
  void sending_back_what_was_answered_adds_nothing() {
    Meta once = LabelledMeta.of(new Meta(), BY_CODE);
    assertThat(LabelledMeta.of(once, BY_CODE).equalsDeep(once)).isTrue();
  }

  @Test
  void an_alias_counts_as_the_label_that_it_means() {
    Meta submitted = new Meta();
    submitted.addSecurity().setSystem(CodeSystems.ACT_CODE).setCode("SICKLE");
    Labels labels = Labels.of(Confidentiality.N, List.of(Facet.of("SCA").label()));
    assertThat(LabelledMeta.of(submitted, labels).getSecurity())
        .extracting(Coding::getCode)
        .containsExactly("SICKLE", "R");
  }

  @Test
  void what_nothing_called_for_is_a_bare_n() {
    Coding only = LabelledMeta.of(new Meta(), Labels.NORMAL).getSecurityFirstRep();
    assertThat(only.getCode()).isEqualTo("N");
    assertThat(only.hasExtension()).isFalse();
  }
}
