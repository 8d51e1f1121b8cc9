// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.util.StringUtil;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NormalTest {

  @Test
  void case_accents_and_space_do_not_matter() {
    assertThat(Normal.form("  Müller \t von  Straße ")).isEqualTo("muller von strasse");
    assertThat(Normal.form("MÜLLER VON STRASSE")).isEqualTo("muller von strasse");
  }

  @Test
  void a_final_sigma_is_a_sigma_so_that_prefixes_match() {
    assertThat(Normal.form("ΟΔΟΣ")).isEqualTo(Normal.form("οδος")).endsWith("σ");
  }

  @Test
  void the_dotted_capital_i_has_no_dot_left() {
    assertThat(Normal.form("İSTANBUL")).isEqualTo("istanbul");
  }

  @Test
  void the_form_is_stable() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String form = Normal.form(text(random));
      assertThat(Normal.form(form)).isEqualTo(form);
    }
  }

  @Test
  void what_hapi_takes_for_equal_is_equal() {
    Map<String, String> formOf = new HashMap<>();
    for (int codePoint = 0; codePoint < 0x3000; codePoint++) {
      if (Character.isDefined(codePoint) && !Character.isSurrogate((char) codePoint)) {
        String text = "a" + Character.toString(codePoint) + "b";
        String form = Normal.form(text);
        String other = formOf.putIfAbsent(StringUtil.normalizeStringForSearchIndexing(text), form);
        assertThat(form).as("U+%04X", codePoint).isEqualTo(other == null ? form : other);
      }
    }
  }

  @Test
  void a_prefix_counts_code_points() {
    assertThat(Normal.prefix("𝄞ab", 2)).isEqualTo("𝄞a");
    assertThat(Normal.length("𝄞ab")).isEqualTo(3);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      int codePoint = random.nextInt(0x2FFF);
      text.appendCodePoint(Character.isDefined(codePoint) ? codePoint : 'x');
    }
    return text.toString();
  }
}
