// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes {@code testkit/vectors}. How to run it is in the README there. Its output is committed, and
 * a test checks that it is what this makes.
 */
public final class VectorGenerator {

  private VectorGenerator() {}

  /**
   * @param arguments the folder {@code testkit/vectors}
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue());
    }
  }

  /** Content by path. */
  static Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    Stream.of(
            new ObjectScenarios().all(),
            new ReadingScenarios().all(),
            new DirectoryScenarios().all())
        .flatMap(List::stream)
        .forEach(
            scenario -> {
              if (files.put(scenario.path(), scenario.text()) != null) {
                throw new IllegalStateException("two vectors " + scenario.path());
              }
            });
    return files;
  }
}
