// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hl7.fhir.r4.model.Condition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentListsTest {
  private static final String LOCAL = "http://hospital.example/codes";
  private static final String ROWS = CodeLists.CATALOGUE + "\n";
  private static final String HEADER = "code,match,label-system,label,basis,since,origin\n";
  private static final String PSY = ",exact," + CodeSystems.ACT_CODE + ",PSY,sls-codes,1,ward\n";

  @TempDir Path folder;

  @BeforeEach
  void sources() throws IOException {
    write("sources.csv", "id,licence,source\nward,internal,list of the ward\n");
    write("lists.csv", ROWS + "ward.csv," + LOCAL + ",1,the hospital\n");
    write("ward.csv", HEADER + "Ward 7" + PSY);
  }

  @Test
  void a_hospital_adds_lists_of_its_own_codes() {
    CodeLists lists = CodeLists.shipped().with(folder);
    Labels labels = label(lists, LOCAL, "Ward 7");
    assertThat(labels.facets()).containsExactly(Facet.of("PSY"));
    assertThat(labels.grounds()).extracting(LabelGround::rule).containsExactly("ward.csv|1#Ward 7");
    assertThat(label(lists, CodeSystems.ICD10CM, "B20").facets()).containsExactly(Facet.of("HIV"));
  }

  @Test
  void a_list_of_a_shipped_name_replaces_the_shipped_one() throws IOException {
    write("lists.csv", ROWS + "icd10cm.csv," + CodeSystems.ICD10CM + ",2,the hospital\n");
    write("icd10cm.csv", HEADER + "B20" + PSY.replace("exact", "prefix"));
    CodeLists lists = CodeLists.shipped().with(folder);
    assertThat(lists.versions()).contains("icd10cm.csv|2").doesNotContain("icd10cm.csv|0.1.0");
    assertThat(label(lists, CodeSystems.ICD10CM, "B20").facets()).containsExactly(Facet.of("PSY"));
    assertThat(label(lists, CodeSystems.ICD10CM, "F11")).isEqualTo(Labels.NORMAL);
  }

  @Test
  void snomed_ct_comes_in_as_the_expansion_of_an_intensional_set() throws IOException {
    write("lists.csv", ROWS + "hiv.json," + CodeSystems.SNOMED + ",2026-09,our licence\n");
    write(
        "hiv.json", expansion("hiv", "{\"system\":\"" + CodeSystems.SNOMED + "\",\"code\":\"1\"}"));
    CodeLists lists = CodeLists.shipped().with(folder);
    assertThat(label(lists, CodeSystems.SNOMED, "1").facets()).containsExactly(Facet.of("HIV"));
  }

  @Test
  void an_expansion_that_is_none_or_of_another_set_or_system_is_refused() throws IOException {
    write("lists.csv", ROWS + "x.json," + CodeSystems.SNOMED + ",1,our licence\n");
    write("x.json", expansion("hiv", ""));
    refused("x.json: not expanded");
    write("x.json", expansion("weather", "{}"));
    refused("x.json: url is none");
    write("x.json", expansion("hiv", "{\"system\":\"http://loinc.org\",\"code\":\"1-8\"}"));
    refused("x.json: a member");
    write("x.json", "{");
    refused("x.json: not a ValueSet");
  }

  @Test
  void errors_name_file_and_line() throws IOException {
    write("ward.csv", HEADER + "a" + PSY + "# comment\na" + PSY);
    refused("ward.csv:4: repeats line 2");
    write("ward.csv", HEADER + "a" + PSY.replace("ward", "elsewhere"));
    refused("ward.csv:2: origin");
    write("lists.csv", ROWS + "../ward.csv," + LOCAL + ",1,the hospital\n");
    refused("lists.csv:2: not the name");
    write("lists.csv", ROWS + "ward.csv,local,1,the hospital\n");
    write("ward.csv", HEADER + "a" + PSY);
    refused("lists.csv:2: system is not an absolute URI");
    write("lists.csv", ROWS + "none.csv," + LOCAL + ",1,the hospital\n");
    refused("none.csv: not found");
    write("sources.csv", "id,licence,source\nown,internal,x\n");
    refused("sources.csv:2: source listed twice");
  }

  @Test
  void a_file_that_is_not_utf_8_is_refused() throws IOException {
    Files.write(
        folder.resolve("ward.csv"),
        (HEADER + "Stra\u00dfe" + PSY).getBytes(StandardCharsets.ISO_8859_1));
    refused("ward.csv: not UTF-8");
  }

  private void refused(String message) {
    assertThatThrownBy(() -> CodeLists.shipped().with(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message);
  }

  private static String expansion(String set, String members) {
    return "{\"resourceType\":\"ValueSet\",\"url\":\"https://fhirpre.org/fhir/ValueSet/sensitive-"
        + set
        + "-snomed\",\"status\":\"active\",\"expansion\":{\"timestamp\":\"2026-09-01\",\"contains\":["
        + members
        + "]}}";
  }

  private static Labels label(CodeLists lists, String system, String code) {
    Condition condition = new Condition();
    condition.getCode().addCoding().setSystem(system).setCode(code);
    return new CodeListLabeler(lists, LabelPolicy.DEFAULT).label(condition, LabelContext.none());
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
