// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTablesTest {
  private static final String SHIFT =
      "http://SHIFT-Task-Force.github.io/SLS-ValueSets/CodeSystem/AB352HealthSensitivityCs";

  @ParameterizedTest
  @CsvSource({
    "PSY, SPI",
    "COGN, BH",
    "COGN, SPI",
    "OPIOIDUD, SUD",
    "OPIOIDUD, ETH",
    "SUD, ETH",
    "SUD, SPI",
    "ABORTION, SEX",
    "CONTRACEPTION, SEX",
    "HIV, HIV"
  })
  void a_label_is_below(String lower, String upper) {
    assertThat(Sensitivities.isBelow(label(lower), label(upper))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"SPI, PSY", "SUD, OPIOIDUD", "ETH, SUD", "PSY, MH", "HIV, STD", "SEX, ABORTION"})
  void a_label_is_not_below(String lower, String upper) {
    assertThat(Sensitivities.isBelow(label(lower), label(upper))).isFalse();
  }

  @Test
  void foreign_codes_mean_the_same_as_ours() {
    Label abortion = new Label(SHIFT, "ABORTION");
    assertThat(Facet.ofLabel(abortion)).contains(Facet.of("ABORTION"));
    assertThat(Sensitivities.isBelow(abortion, label("SEX"))).isTrue();
    assertThat(Facet.ofLabel(new Label(CodeSystems.ACT_CODE, "SICKLE"))).contains(Facet.of("SCA"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEMO", "DIA", "DRGIS", "LOCIS", "nothing"})
  void labels_of_elements_and_organisations_are_no_facets(String code) {
    assertThat(Facet.ofLabel(new Label(CodeSystems.ACT_CODE, code))).isEmpty();
  }

  @Test
  void confidentialities_fall_into_three_bands() {
    for (Confidentiality level : Confidentiality.values()) {
      String band = level.atLeast(Confidentiality.R) ? level.name() : "N";
      assertThat(Facet.ofLabel(level.label())).contains(Facet.of(band));
    }
    assertThat(Facet.of("R").band()).isTrue();
    assertThat(Facet.of("HIV").band()).isFalse();
  }

  @Test
  void the_key_label_of_a_facet_is_normal_or_its_coding() {
    assertThat(Facet.of("N").keyLabel()).isEqualTo("NORMAL");
    assertThat(Facet.of("N").sensitive()).isFalse();
    assertThat(Facet.of("PSY").keyLabel()).isEqualTo(CodeSystems.ACT_CODE + "|PSY");
    for (Facet facet : Facet.all()) {
      assertThat(Facet.ofKeyLabel(facet.keyLabel())).contains(facet);
    }
    assertThatThrownBy(() -> Facet.of("Z")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "TREAT, COC, true, true",
    "TREAT, TREAT, true, true",
    "TREAT, ETREAT, false, true",
    "TREAT, BTG, false, true",
    "TREAT, ERTREAT, false, true",
    "ETREAT, ERTREAT, true, true",
    "ETREAT, BTG, false, true",
    "BTG, BTG, true, true",
    "BTG, ETREAT, false, false",
    "HRESCH, TREAT, false, false",
    "PurposeOfUse, HRESCH, true, true",
    "PurposeOfUse, BTG, false, true",
    "COC, TREAT, false, false"
  })
  void emergency_access_must_be_named_by_a_permit_and_not_by_a_deny(
      String stated, String requested, boolean permit, boolean deny) {
    Label statedPurpose = new Label(CodeSystems.ACT_REASON, stated);
    Label requestedPurpose = new Label(CodeSystems.ACT_REASON, requested);
    assertThat(Purposes.permitCovers(statedPurpose, requestedPurpose)).isEqualTo(permit);
    assertThat(Purposes.denyCovers(statedPurpose, requestedPurpose)).isEqualTo(deny);
  }

  @Test
  void purposes_of_other_systems_match_exactly() {
    Label own = new Label("http://example.org/purposes", "TREAT");
    assertThat(Purposes.permitCovers(own, own)).isTrue();
    assertThat(Purposes.denyCovers(new Label(CodeSystems.ACT_REASON, "TREAT"), own)).isFalse();
  }

  private static Label label(String facet) {
    return Facet.of(facet).label();
  }
}
