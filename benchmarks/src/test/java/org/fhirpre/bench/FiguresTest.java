// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {

  private final Figures figures =
      new Figures("db", List.of(new Figure("read", "h2", 90, "ops/s", 100, 0.9, "[0.8, 1.0]")));

  @Test
  void the_file_is_a_list_with_the_agreed_members(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("made/server.json");
    figures.write(file);
    JsonNode figure = new ObjectMapper().readTree(file.toFile()).path(0);
    assertThat(figure.fieldNames())
        .toIterable()
        .contains("op", "db", "value", "unit", "reference", "ratio");
    assertThat(figure.path("db").asText()).isEqualTo("h2");
    assertThat(figure.path("ratio").asDouble()).isEqualTo(0.9);
  }

  @Test
  void the_table_has_one_line_a_figure() {
    assertThat(figures.table().lines()).hasSize(2).last().asString().contains("read", "0.90");
  }
}
