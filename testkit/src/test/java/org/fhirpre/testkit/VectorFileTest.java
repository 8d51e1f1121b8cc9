// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {
  @TempDir private Path folder;

  private VectorFile read(String text) throws IOException {
    Path file = Files.createDirectories(folder.resolve("thing")).resolve("valid.txt");
    Files.writeString(file, text);
    return VectorFile.read(file);
  }

  @Test
  void headers_and_payload_are_read() throws IOException {
    VectorFile vector = read("expect: success\nkey: 0102\nnone: \n\n0a0b\n0c\n");
    assertThat(vector.value("expect")).isEqualTo("success");
    assertThat(vector.bytes("key")).containsExactly(1, 2);
    assertThat(vector.value("none")).isEmpty();
    assertThat(vector.payload()).containsExactly(10, 11, 12);
    assertThat(vector.format()).isEqualTo("thing");
    assertThat(vector).hasToString("thing/valid");
    assertThat(vector.has("other")).isFalse();
    assertThatThrownBy(() -> vector.value("other")).isInstanceOf(NoSuchElementException.class);
    assertThat(VectorFile.allIn(folder)).hasSize(1);
  }

  @Test
  void what_is_not_a_vector_is_refused() {
    assertThatThrownBy(() -> read("expect: success\n0a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> read("success\n\n0a")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> read("expect: success\n\nxx"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
