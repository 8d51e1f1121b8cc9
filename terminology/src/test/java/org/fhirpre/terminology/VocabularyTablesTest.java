// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTablesTest {

  @Test
  void the_catalogue_and_its_documentation_name_the_same_codes() throws IOException {
    String page = Files.readString(Path.of("../ERRORS.md"));
    String outcomes = page.substring(0, page.indexOf("## Search on encrypted data"));
    Set<String> documented = new TreeSet<>();
    Pattern.compile("(?m)^\\| ((?:`[a-z-]+`(?:, )?)+) \\|")
        .matcher(outcomes)
        .results()
        .flatMap(row -> Arrays.stream(row.group(1).split(", ", -1)))
        .forEach(code -> documented.add(code.replace("`", "")));
    Set<String> known = new TreeSet<>();
    Vocabulary.outcomes().forEach(outcome -> known.add(outcome.code()));
    assertThat(documented).isEqualTo(known);
  }

  @Test
  void every_basis_of_our_own_is_in_its_code_system() {
    Set<String> bases = new TreeSet<>();
    for (LabelBasis basis : LabelBasis.values()) {
      if (basis.coding().system().equals(CodeSystems.LABEL_POLICY)) {
        bases.add(basis.coding().code());
      }
    }
    assertThat(Vocabulary.concepts("label-policy").keySet()).isEqualTo(bases);
  }

  @Test
  void every_local_label_and_class_group_is_in_its_code_system() {
    Set<String> local = new TreeSet<>();
    Facet.all().stream()
        .filter(facet -> facet.label().system().equals(CodeSystems.LOCAL_SENSITIVITY))
        .forEach(facet -> local.add(facet.code()));
    assertThat(Vocabulary.concepts("local-sensitivity").keySet()).isEqualTo(local);
    Set<String> groups = new TreeSet<>();
    Arrays.stream(ClassGroup.values()).map(ClassGroup::code).forEach(groups::add);
    assertThat(Vocabulary.concepts("class-group").keySet()).isEqualTo(groups);
  }

  /** The whole closure: whatever is not listed here lies below nothing. */
  @ParameterizedTest
  @CsvSource({
    "ABORTION, SEX",
    "BH, SPI",
    "COGN, BH SPI",
    "CONTRACEPTION, SEX",
    "DVD, BH SPI",
    "EMOTDIS, BH SPI",
    "ETHUD, ETH SPI SUD",
    "MH, SPI",
    "OPIOIDUD, ETH SPI SUD",
    "PSY, SPI",
    "PSYTHPN, SPI",
    "SUD, ETH SPI"
  })
  void a_sensitivity_lies_below_exactly_these(String lower, String upper) {
    assertThat(above(Facet.of(lower))).containsExactly(upper.split(" ", -1));
  }

  @Test
  void all_other_sensitivities_lie_below_nothing() {
    Set<String> below = new TreeSet<>();
    Facet.all().stream()
        .filter(facet -> !above(facet).isEmpty())
        .forEach(facet -> below.add(facet.code()));
    assertThat(below).hasSize(12);
  }

  @Test
  void a_set_or_outcome_that_does_not_exist_is_a_bug_and_says_so() {
    assertThatThrownBy(() -> Vocabulary.set("nothing"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Vocabulary.outcome("nothing"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Vocabulary.concepts("nothing"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Set<String> above(Facet lower) {
    Set<String> above = new TreeSet<>();
    Facet.all().stream()
        .filter(upper -> !upper.equals(lower))
        .filter(upper -> Sensitivities.isBelow(lower.label(), upper.label()))
        .forEach(upper -> above.add(upper.code()));
    return above;
  }
}
