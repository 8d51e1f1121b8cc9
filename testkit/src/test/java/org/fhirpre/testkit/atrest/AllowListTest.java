// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AllowListTest {

  private static final Canary ID = new Canary("Patient.id", Canary.Kind.WORD, "QZXKVWJYPLMT");
  private final ScanReport report =
      AtRestScanner.of(List.of(ID)).lines("log", List.of("id=QZXKVWJYPLMT")).report();

  @Test
  void what_no_entry_permits_is_a_leak() {
    ScanReport.Verdict verdict = report.judge(AllowList.none());
    assertThat(verdict.clean()).isFalse();
    assertThat(verdict.leaks()).singleElement().hasToString("log line 1: Patient.id (value)");
  }

  @Test
  void an_entry_permits_by_place_and_element() {
    AllowList list = AllowList.parse("# ids stay readable\n\nLINE * | Patient.* | an id\n");
    assertThat(report.judge(list).clean()).isTrue();
  }

  @Test
  void an_entry_that_permits_nothing_fails() {
    AllowList list =
        AllowList.parse("line 1 | Patient.id | an id\nHFJ_X.Y | Patient.id | outdated");
    assertThat(report.judge(list).leaks()).isEmpty();
    assertThat(report.judge(list).unused()).containsExactly("HFJ_X.Y | Patient.id | outdated");
    assertThat(report.judge(list).clean()).isFalse();
  }

  @Test
  void an_entry_without_a_reason_is_refused() {
    assertThatThrownBy(() -> AllowList.parse("line 1 | Patient.id |"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
