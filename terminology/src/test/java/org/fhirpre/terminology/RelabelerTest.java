// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelabelerTest {
  private static final Label HIV = new Label(CodeSystems.ACT_CODE, "HIV");
  private static final Label MH = new Label(CodeSystems.ACT_CODE, "MH");
  private static final Label B20 = new Label(CodeSystems.ICD10CM, "B20");
  private static final Label WARD = new Label("http://hospital.example/codes", "W7");

  private final Relabeler shipped = new Relabeler(CodeLists.shipped(), LabelPolicy.DEFAULT);

  @TempDir Path folder;

  @Test
  void a_code_that_a_list_has_learned_raises_with_its_row() {
    Relabelling judged = shipped.judge("Condition", Labels.NORMAL, List.of(B20));
    assertThat(judged.raised())
        .containsExactly(new LabelGround(HIV, LabelBasis.CODES, "icd10cm.csv|0.1.0#B20"));
    assertThat(judged.lowered()).isEmpty();
    assertThat(judged.judged()).isTrue();
  }

  @Test
  void what_is_labelled_already_is_not_raised_again_whoever_labelled_it() {
    Labels byList = stored(new LabelGround(HIV, LabelBasis.CODES, "icd10cm.csv|0.0.1#B2"));
    Labels byWriter = stored(LabelGround.ofWriter(HIV));
    for (Labels labels : List.of(byList, byWriter)) {
      Relabelling judged = shipped.judge("Condition", labels, List.of(B20));
      assertThat(judged.raised()).isEmpty();
      assertThat(judged.lowered()).isEmpty();
    }
  }

  @Test
  void a_label_that_no_row_gives_any_more_is_reported_and_others_labels_stay() {
    LabelGround gone = new LabelGround(MH, LabelBasis.CODES, "icd10cm.csv|0.0.1#I10");
    Labels labels =
        stored(
            gone,
            LabelGround.ofWriter(HIV),
            new LabelGround(new Label(CodeSystems.ACT_CODE, "PSY"), LabelBasis.LINK, "Condition/1"),
            new LabelGround(Confidentiality.R.label(), LabelBasis.UNCODED, "Condition"));
    Relabelling judged =
        shipped.judge("Condition", labels, List.of(new Label(CodeSystems.ICD10CM, "I10")));
    assertThat(judged.lowered()).containsExactly(gone);
    assertThat(judged.raised()).isEmpty();
  }

  @Test
  void the_minimum_of_a_type_is_raised_and_counts_as_confidentiality() {
    Relabeler strict =
        new Relabeler(
            CodeLists.shipped(),
            LabelPolicy.of(LabelPolicy.Uncoded.NORMAL, Map.of("DocumentReference", "R"), Set.of()));
    assertThat(strict.judge("DocumentReference", Labels.NORMAL, List.of()).raised())
        .containsExactly(
            new LabelGround(Confidentiality.R.label(), LabelBasis.TYPE, "DocumentReference"));
    assertThat(strict.judge("DocumentReference", stored(LabelGround.ofWriter(HIV)), List.of()))
        .isEqualTo(new Relabelling(List.of(), List.of(), false));
  }

  @Test
  void only_a_code_of_a_system_with_a_list_can_be_judged() {
    assertThat(shipped.judge("Condition", Labels.NORMAL, List.of()).judged()).isFalse();
    assertThat(shipped.judge("Condition", Labels.NORMAL, List.of(WARD)).judged()).isFalse();
    assertThat(shipped.judge("Condition", Labels.NORMAL, List.of(WARD, B20)).judged()).isTrue();
  }

  @Test
  void another_row_or_rule_makes_another_edition() throws IOException {
    Files.writeString(folder.resolve("sources.csv"), "id,licence,source\nward,internal,ward\n");
    Files.writeString(
        folder.resolve("lists.csv"),
        "list,system,version,copyright\nward.csv," + WARD.system() + ",1,the hospital\n");
    String one = editionWith("W7");
    assertThat(editionWith("W7")).isEqualTo(one);
    assertThat(editionWith("W8")).isNotEqualTo(one);
    assertThat(shipped.edition())
        .isNotEqualTo(one)
        .isNotEqualTo(
            new Relabeler(
                    CodeLists.shipped(),
                    LabelPolicy.of(
                        LabelPolicy.Uncoded.NORMAL, Map.of("DocumentReference", "R"), Set.of()))
                .edition());
  }

  private String editionWith(String code) throws IOException {
    Files.writeString(
        folder.resolve("ward.csv"),
        "code,match,label-system,label,basis,since,origin\n"
            + code
            + ",exact,"
            + CodeSystems.ACT_CODE
            + ",PSY,sls-codes,1,ward\n");
    return new Relabeler(CodeLists.shipped().with(folder), LabelPolicy.DEFAULT).edition();
  }

  private static Labels stored(LabelGround... grounds) {
    return Labels.of(List.of(grounds), List.of());
  }
}
