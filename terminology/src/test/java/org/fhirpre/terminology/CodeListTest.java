// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeListTest {
  private static final String HEADER = "code,match,label-system,label,basis,since,origin";
  private static final String HIV = CodeSystems.ACT_CODE + ",HIV,sls-codes,0.1.0,own";
  private static final String GOOD = "B20,prefix," + HIV;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "B20,sometimes," + CodeSystems.ACT_CODE + ",HIV,sls-codes,0.1.0,own",
        "B20,prefix," + CodeSystems.ACT_CODE + ",NONE,sls-codes,0.1.0,own",
        "B20,prefix," + CodeSystems.ACT_CODE + ",DEMO,sls-codes,0.1.0,own",
        "B20,prefix," + CodeSystems.ACT_CODE + ",HIV,hearsay,0.1.0,own",
        "B20,prefix," + CodeSystems.ACT_CODE + ",HIV,sls-codes,0.1.0,somewhere",
        "B20,prefix," + CodeSystems.ACT_CODE + ",HIV,sls-codes,,own",
        "human,prefix," + CodeSystems.ACT_CODE + ",HIV,sls-codes,0.1.0,own",
        "B20,prefix," + CodeSystems.ACT_CODE + ",HIV,writer,0.1.0,own",
        "B20,prefix," + CodeSystems.ACT_CODE + ",HIV,42CFRPart2,0.2.0,own",
        "B20,prefix",
        GOOD
      })
  void a_malformed_or_repeated_row_is_an_error_that_names_file_and_line(String row) {
    assertThatThrownBy(() -> check(CodeSystems.ICD10CM, GOOD, "# comment", row))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("own.csv:4: ");
  }

  @Test
  void another_header_is_an_error() {
    assertThatThrownBy(() -> Table.parse("own.csv", HEADER, new StringReader("code,label\n")))
        .hasMessageStartingWith("own.csv:1: expected the header");
  }

  @Test
  void a_list_of_an_unknown_system_is_an_error() {
    assertThatThrownBy(() -> check("cpt", GOOD)).hasMessageContaining("not an absolute URI");
    assertThat(CodeList.isKnown("http://www.ama-assn.org/go/cpt")).isFalse();
  }

  @Test
  void one_code_may_have_two_labels() throws IOException {
    String std = GOOD.replace("HIV", "STD");
    assertThat(check(CodeSystems.ICD10CM, GOOD, std).rules()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"25836-8, true", "44249-1, true", "718-7, true", "25836-7, false", "1-7, false"})
  void the_check_digit_of_a_loinc_code_is_checked(String code, boolean right) {
    assertThat(CodeList.hasCheckDigit(code)).isEqualTo(right);
  }

  @Test
  void snomed_rows_stand_only_in_the_demo_lists() {
    assertThat(CodeLists.shipped().all())
        .extracting(CodeList::system)
        .containsExactly(CodeSystems.ICD10CM, CodeSystems.LOINC, CodeSystems.RXNORM);
    assertThat(CodeLists.withDemo().all())
        .extracting(CodeList::system)
        .contains(CodeSystems.SNOMED);
  }

  @Test
  void every_list_says_its_version_and_whose_codes_it_holds() {
    assertThat(CodeLists.shipped().versions()).startsWith("icd10cm.csv|0.1.0 loinc.csv|");
    for (CodeList list : CodeLists.withDemo().all()) {
      assertThat(list.copyright()).as(list.name()).isNotBlank();
      assertThat(list.rules()).as(list.name()).isNotEmpty();
    }
  }

  @Test
  void rows_are_sorted_so_that_a_change_is_a_short_difference() {
    for (CodeList list : CodeLists.withDemo().all()) {
      assertThat(list.rules()).as(list.name()).extracting(LabelRule::code).isSorted();
    }
  }

  private static CodeList check(String system, String... rows) throws IOException {
    String text = HEADER + "\n" + String.join("\n", rows) + "\n";
    List<Table.Row> parsed = Table.parse("own.csv", HEADER, new StringReader(text));
    Table.Row head = new Table.Row("own", 1, List.of("own.csv", system, "0.1.0", "nobody"));
    return CodeList.check(head, parsed, Set.of("own"));
  }
}
