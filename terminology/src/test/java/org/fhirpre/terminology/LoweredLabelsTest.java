// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a new version says that it is less confidential than the one that is stored. */
class LoweredLabelsTest {
  private static final LabelGround BY_CODE =
      new LabelGround(sensitivity("HIV"), LabelBasis.CODES, "icd10cm|1#B20");

  @ParameterizedTest
  @CsvSource({
    "N, R, true",
    "R, R, false",
    "V, R, false",
    "R, V, true",
    "L, N, true",
    "N, N, false",
  })
  void what_counts_is_the_stated_level(
      Confidentiality stated, Confidentiality stored, boolean lowered) {
    Labels before = Labels.of(stored, Set.of());
    assertThat(before.loweredBy(stating(stated.label()))).isEqualTo(lowered);
  }

  @Test
  void who_says_nothing_about_it_lowers_nothing() {
    Labels before = Labels.of(Confidentiality.V, Set.of(sensitivity("HIV")));
    assertThat(before.loweredBy(new Condition())).isFalse();
    assertThat(before.loweredBy(stating(sensitivity("PSY")))).isFalse();
    assertThat(before.loweredBy(stating(new Label("http://example.org", "secret")))).isFalse();
  }

  @Test
  void a_sensitivity_counts_with_its_floor() {
    Labels before = Labels.of(Confidentiality.R, Set.of(sensitivity("HIV")));
    assertThat(before.loweredBy(stating(Confidentiality.N.label()))).isTrue();
    assertThat(before.loweredBy(stating(Confidentiality.N.label(), sensitivity("HIV")))).isFalse();
  }

  @Test
  void a_level_that_follows_from_a_code_is_lowered_by_words_but_not_by_words_said_before() {
    Condition normal = stating(Confidentiality.N.label());
    assertThat(Labels.of(List.of(BY_CODE), List.of()).loweredBy(normal)).isTrue();
    LabelGround said = LabelGround.ofWriter(Confidentiality.N.label());
    Labels both = Labels.of(List.of(BY_CODE, said), List.of());
    assertThat(both.loweredBy(normal)).isFalse();
    Labels stored = Labels.stored(both.confidentiality(), both.sensitivities(), both.grounds());
    assertThat(stored).isEqualTo(both);
    assertThat(stored.loweredBy(stating(new Label(CodeSystems.CONFIDENTIALITY, "L")))).isTrue();
  }

  @Test
  void what_this_service_wrote_and_a_client_sends_back_are_not_its_words() {
    Labels former = Labels.of(List.of(BY_CODE), List.of());
    Condition echo = new Condition();
    echo.setMeta(LabelledMeta.of(echo.getMeta(), former));
    Labels raised = former.with(Labels.of(Confidentiality.V, Set.of()));
    assertThat(raised.loweredBy(echo)).isFalse();
  }

  private static Label sensitivity(String code) {
    return new Label(CodeSystems.ACT_CODE, code);
  }

  private static Condition stating(Label... labels) {
    Condition condition = new Condition();
    Stream.of(labels)
        .forEach(
            label ->
                condition.getMeta().addSecurity().setSystem(label.system()).setCode(label.code()));
    return condition;
  }
}
