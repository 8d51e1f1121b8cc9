// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds a folder of test data that is not part of the build: named by a system property, or at a
 * known place beside the checkout.
 *
 * <p>A property that names a missing folder is an error: whoever asked for data from outside must
 * not silently get none.
 */
public final class DataFolder {

  private DataFolder() {}

  /**
   * The folder named by {@code -D<property>}, else {@code relative} under the nearest ancestor of
   * the working directory that has it.
   *
   * @param relative for example {@code shared/data/synthea}
   * @throws IllegalStateException if the property is set and names no folder
   */
  public static Optional<Path> find(String property, String relative) {
    String named = System.getProperty(property, "");
    if (named.isEmpty()) {
      return upwards(Path.of("").toAbsolutePath(), relative);
    }
    Path folder = Path.of(named);
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException("-D" + property + " names no folder: " + folder);
    }
    return Optional.of(folder);
  }

  static Optional<Path> upwards(Path start, String relative) {
    for (Path at = start; at != null; at = at.getParent()) {
      Path candidate = at.resolve(relative);
      if (Files.isDirectory(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
