// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.relabel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fhirpre.interceptor.body.StoredPolicies;
import org.fhirpre.interceptor.body.StoredTexts;
import org.fhirpre.interceptor.jdbc.VersionRows.Version;
import org.fhirpre.interceptor.memory.TinkSeal;
import org.fhirpre.interceptor.relabel.PlanPart.Ground;
import org.fhirpre.interceptor.relabel.PlanPart.Raise;
import org.fhirpre.interceptor.relabel.Tally.Count;
import org.fhirpre.terminology.CodeLists;
import org.fhirpre.terminology.CodeSystems;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.LabelBasis;
import org.fhirpre.terminology.LabelGround;
import org.fhirpre.terminology.LabelPolicy;
import org.fhirpre.terminology.Labels;
import org.fhirpre.terminology.Relabeler;
import org.junit.jupiter.api.Test;

class RelabelPlannerTest {
  private static final Label HIV = new Label(CodeSystems.ACT_CODE, "HIV");
  private static final Label B20 = new Label(CodeSystems.ICD10CM, "B20");
  private static final Label I10 = new Label(CodeSystems.ICD10CM, "I10");
  private static final String ROW = "icd10cm.csv|0.1.0#B20";

  private final TinkSeal seal = new TinkSeal();
  private final StoredTexts texts = new StoredTexts(seal);
  private final RelabelPlanner planner =
      new RelabelPlanner(
          new StoredPolicies(seal), new Relabeler(CodeLists.shipped(), LabelPolicy.DEFAULT));

  @Test
  void current_and_older_versions_are_raised_and_counted_apart() {
    String text = texts.text(Labels.NORMAL, B20, I10);
    PlanPart part = planner.plan(List.of(version(7, true, text), version(6, false, text)));
    Ground ground = new Ground(HIV.system(), "HIV", "sls-codes", ROW);
    assertThat(part.raises())
        .containsExactly(new Raise(7, List.of(ground)), new Raise(6, List.of(ground)));
    assertThat(part.tally())
        .isEqualTo(new Tally(1, 1, 0, 1, 1, List.of(count(ROW, 2)), List.of(), List.of()));
  }

  @Test
  void what_is_lower_is_counted_and_not_among_the_raises() {
    Labels labels =
        Labels.of(List.of(new LabelGround(HIV, LabelBasis.CODES, "old.csv|1#I10")), List.of());
    PlanPart part = planner.plan(List.of(version(1, true, texts.text(labels, I10))));
    assertThat(part.raises()).isEmpty();
    assertThat(part.tally().lowered()).containsExactly(count("old.csv|1#I10", 1));
  }

  @Test
  void what_has_no_code_of_a_list_cannot_be_judged() {
    PlanPart part = planner.plan(List.of(version(1, true, texts.text(Labels.NORMAL))));
    assertThat(part.tally().unjudged()).containsExactly(Count.of(StoredTexts.TYPE));
    assertThat(part.tally().resources()).isEqualTo(1);
  }

  @Test
  void altered_and_exchanged_rows_are_counted_and_left_alone() {
    String text = texts.text(Labels.NORMAL, B20);
    Version exchanged = new Version(3, 1, StoredTexts.TYPE, "other", 3, true, text);
    Version altered = version(4, true, text.substring(0, text.length() - 4) + "AAAA");
    Version garbage = version(5, true, "garbage");
    PlanPart part = planner.plan(List.of(exchanged, altered, garbage));
    assertThat(part.raises()).isEmpty();
    assertThat(part.tally()).isEqualTo(new Tally(0, 0, 3, 0, 0, List.of(), List.of(), List.of()));
  }

  @Test
  void a_part_survives_being_stored() {
    PlanPart part = planner.plan(List.of(version(7, true, texts.text(Labels.NORMAL, B20))));
    assertThat(PlanPart.of(part.toText())).isEqualTo(part);
    assertThat(part.raises().get(0).labelGrounds())
        .containsExactly(new LabelGround(HIV, LabelBasis.CODES, ROW));
  }

  private Version version(long row, boolean current, String text) {
    return new Version(row, 1, StoredTexts.TYPE, texts.id(), StoredTexts.VERSION, current, text);
  }

  private static Count count(String rule, long number) {
    return new Count(StoredTexts.TYPE, HIV.system(), "HIV", rule, number);
  }
}
