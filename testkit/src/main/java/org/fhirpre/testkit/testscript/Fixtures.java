// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the resource of a fixture: contained, inline, in a file beside the script or in its {@code
 * fixtures} folder, or a fake of a type.
 */
final class Fixtures {
  private static final String ORIGINAL_ID = "urn:ignixa-lab:original-id";
  private static final String FAKES = "fakes/";

  private final ScriptFile script;
  private final Optional<String> patient;

  /**
   * @param patient whose the fakes are
   */
  Fixtures(ScriptFile script, Optional<String> patient) {
    this.script = script;
    this.patient = patient;
  }

  /**
   * @throws ScriptError if there is no such resource
   */
  Content contentOf(JsonNode fixture) {
    JsonNode resource = fixture.path("resource");
    if (resource.has("resourceType")) {
      return Content.of(resource.toString());
    }
    Optional<String> fake =
        Extensions.of(resource, Extensions.FAKES).flatMap(e -> ScriptFile.text(e, "valueCode"));
    if (fake.isPresent()) {
      return fake(fake.get());
    }
    String reference = resource.path("reference").asText();
    return reference.startsWith("#")
        ? contained(fixture, reference.substring(1))
        : referenced(reference);
  }

  /** Its id is the script's own way of pointing at it, and not the resource's. */
  private Content contained(JsonNode fixture, String id) {
    ObjectNode found =
        ScriptFile.each(script.json(), "contained")
            .filter(each -> each.path("id").asText().equals(id))
            .map(each -> (ObjectNode) each.deepCopy())
            .findFirst()
            .orElseThrow(() -> new ScriptError("no contained resource " + id));
    Optional<String> original =
        ScriptFile.each(fixture, "extension")
            .filter(each -> each.path("url").asText().equals(ORIGINAL_ID))
            .map(each -> each.path("valueString").asText())
            .findFirst();
    found.remove("id");
    original.ifPresent(own -> found.put("id", own));
    return Content.of(found.toString());
  }

  private Content referenced(String reference) {
    Path beside = script.file().resolveSibling(reference);
    if (reference.endsWith(".json") && Files.isRegularFile(beside)) {
      return read(beside);
    }
    if (reference.startsWith(FAKES)) {
      return fake(reference.substring(FAKES.length()).replace(".json", ""));
    }
    return candidates()
        .filter(file -> isResource(file, reference))
        .findFirst()
        .map(Fixtures::read)
        .orElseThrow(() -> new ScriptError("no fixture " + reference));
  }

  private Content fake(String type) {
    Path given = script.file().resolveSibling(FAKES + type + ".json");
    return Files.isRegularFile(given) ? read(given) : Content.of(Fakes.json(type, patient));
  }

  private Stream<Path> candidates() {
    Path folder = script.file().toAbsolutePath().resolveSibling(".");
    return Stream.of(folder, folder.resolve("fixtures"))
        .filter(Files::isDirectory)
        .flatMap(Fixtures::list);
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isResource(Path file, String reference) {
    return ScriptFile.tree(file)
        .map(tree -> tree.path("resourceType").asText() + "/" + tree.path("id").asText())
        .filter(reference::equals)
        .isPresent();
  }

  private static Content read(Path file) {
    try {
      return Content.of(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
