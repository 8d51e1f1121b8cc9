// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsTest {

  @TempDir private Path folder;
  private final String before = System.getProperty(Vectors.PROPERTY, "");

  @AfterEach
  void restore() {
    System.setProperty(Vectors.PROPERTY, before);
  }

  @Test
  void the_named_folder_comes_first() throws IOException {
    Files.writeString(folder.resolve("sample.json"), "{\"cases\":[{\"n\":2},{\"n\":3}]}");
    System.setProperty(Vectors.PROPERTY, folder.toString());
    assertThat(Vectors.cases(Vectors.document("sample.json"), "cases"))
        .extracting(node -> node.path("n").asInt())
        .containsExactly(2, 3);
  }

  @Test
  void the_class_path_is_next() {
    assertThat(Vectors.document("sample.json").path("origin").asText()).isEqualTo("class path");
  }

  @Test
  void what_no_place_has_is_an_error_or_empty() {
    assertThat(Vectors.find("no-such.json")).isEmpty();
    assertThatThrownBy(() -> Vectors.document("no-such.json"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("no-such.json");
  }
}
