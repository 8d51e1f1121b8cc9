// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One TestScript as it stands in its file.
 *
 * @param name path below the collection, without ending
 * @param file where fixtures are looked for from
 */
record ScriptFile(String name, Path file, JsonNode json) {

  /** Every TestScript below a folder, by name. */
  static List<ScriptFile> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .flatMap(file -> read(folder, file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ScriptFile> read(Path folder, Path file) throws UncheckedIOException {
    String name = folder.relativize(file).toString().replace('\\', '/');
    return tree(file)
        .filter(tree -> tree.path("resourceType").asText().equals("TestScript"))
        .map(tree -> new ScriptFile(name.substring(0, name.length() - 5), file, tree));
  }

  /** Empty if the file holds no JSON. */
  static Optional<JsonNode> tree(Path file) {
    try {
      return Content.of(Files.readString(file)).json();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Scripts of ignixa-lab have no {@code url}, which R4 demands; their {@code okay} for update and
   * delete is any 2xx.
   */
  boolean isIgnixa() {
    String url = json.path("url").asText();
    return url.isEmpty() || url.startsWith("urn:ignixa-lab:");
  }

  static Stream<JsonNode> each(JsonNode parent, String array) {
    List<JsonNode> found = new java.util.ArrayList<>();
    parent.path(array).forEach(found::add);
    return found.stream();
  }

  /** A text of a JSON object; empty if there is none. */
  static Optional<String> text(JsonNode parent, String name) {
    JsonNode value = parent.path(name);
    return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
  }
}
