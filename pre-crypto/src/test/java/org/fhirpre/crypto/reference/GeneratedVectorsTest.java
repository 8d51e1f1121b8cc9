// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.fhirpre.testkit.VectorFile;
import org.junit.jupiter.api.Test;

class GeneratedVectorsTest {

  @Test
  void the_committed_vectors_are_what_the_generator_makes() throws IOException {
    Map<String, String> made = VectorGenerator.files();
    Map<String, String> committed = committed(VectorFile.folder());
    assertThat(committed.keySet()).isEqualTo(made.keySet());
    made.forEach((path, text) -> assertThat(committed.get(path)).as(path).isEqualTo(text));
  }

  private static Map<String, String> committed(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(file -> file.toString().endsWith(".txt"))
          .forEach(file -> files.put(path(folder, file), read(file)));
    }
    return files;
  }

  private static String path(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
