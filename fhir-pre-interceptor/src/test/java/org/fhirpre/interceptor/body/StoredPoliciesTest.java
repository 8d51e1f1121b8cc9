// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.memory.TinkSeal;
import org.fhirpre.terminology.CodeSystems;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.LabelBasis;
import org.fhirpre.terminology.LabelGround;
import org.fhirpre.terminology.Labels;
import org.junit.jupiter.api.Test;

class StoredPoliciesTest {
  private static final Label HIV = new Label(CodeSystems.ACT_CODE, "HIV");
  private static final LabelGround ROW = new LabelGround(HIV, LabelBasis.CODES, "ward.csv|2#W7");

  private static final Label CODE = new Label("http://hospital.example/codes", "W7");

  private final TinkSeal seal = new TinkSeal();
  private final StoredPolicies policies = new StoredPolicies(seal);
  private final StoredTexts texts = new StoredTexts(seal);

  @Test
  void raising_changes_labels_and_nothing_else_of_the_record() {
    String before = texts.text(Labels.NORMAL, CODE);
    String after = policies.raised(before, List.of(ROW));
    SealedRecord old = policies.read(before).orElseThrow();
    SealedRecord raised = policies.read(after).orElseThrow();
    assertThat(raised.attributes().labels().grounds()).containsExactly(ROW);
    assertThat(raised.relabelled()).isTrue();
    assertThat(old.relabelled()).isFalse();
    assertThat(raised.jwe()).isEqualTo(old.jwe());
    assertThat(raised.signature()).isEqualTo(old.signature());
    assertThat(raised.shares()).isEqualTo(old.shares());
    assertThat(raised.attributes()).isEqualTo(old.attributes().with(raised.attributes().labels()));
  }

  @Test
  void raising_twice_is_raising_once() {
    String once = policies.raised(texts.text(Labels.NORMAL, CODE), List.of(ROW));
    String twice = policies.raised(once, List.of(ROW));
    assertThat(labels(twice)).isEqualTo(labels(once));
    assertThat(policies.read(twice).orElseThrow().relabelled()).isTrue();
  }

  @Test
  void labels_that_need_no_other_segment_do_not_wait_for_being_sealed_anew() {
    Labels hiv = Labels.of(List.of(ROW), List.of());
    LabelGround higher = new LabelGround(Confidentiality.V.label(), LabelBasis.TYPE, "Observation");
    String raised = policies.raised(texts.text(hiv), List.of(higher));
    assertThat(labels(raised).confidentiality()).isEqualTo(Confidentiality.V);
    assertThat(policies.read(raised).orElseThrow().relabelled()).isFalse();
  }

  @Test
  void a_policy_of_another_version_does_not_open() {
    String text = texts.text(Labels.NORMAL, CODE);
    StoredEnvelope other = TestRecords.valid();
    StoredEnvelope mixed =
        new StoredEnvelope(
            other.header(),
            other.jwe(),
            other.shares(),
            other.signature(),
            StoredEnvelope.fromBytes(Address.parse(text).record().toBytes()).policy());
    String altered = Address.text("Observation", mixed.toBytes());
    assertThatThrownBy(() -> policies.read(altered)).isInstanceOf(PreException.class);
    assertThatThrownBy(() -> policies.raised(altered, List.of(ROW)))
        .isInstanceOf(PreException.class);
  }

  private Labels labels(String text) {
    return policies.read(text).orElseThrow().attributes().labels();
  }
}
