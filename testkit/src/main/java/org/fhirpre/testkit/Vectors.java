// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads vector documents: JSON files in the folder named by {@code -Dfhirpre.vectors}, else on the
 * class path under {@code vectors/}, else in {@code shared/vectors} beside the checkout.
 *
 * <p>A file missing from the named folder falls back to the shipped one, so that a folder from
 * outside may hold a part of the documents only.
 */
public final class Vectors {

  public static final String PROPERTY = "fhirpre.vectors";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Vectors() {}

  /**
   * One document.
   *
   * @param name file name, for example {@code umbral.json}
   * @throws NoSuchElementException if no place has it
   */
  public static JsonNode document(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "no vectors " + name + " in -D" + PROPERTY + ", class path, shared/vectors"));
  }

  /** The same, empty if no place has it: for documents that only a folder from outside holds. */
  public static Optional<JsonNode> find(String name) {
    Optional<Path> named =
        System.getProperty(PROPERTY, "").isEmpty() ? Optional.empty() : outside();
    return named
        .flatMap(folder -> inFolder(folder, name))
        .or(() -> onClassPath(name))
        .or(() -> outside().flatMap(folder -> inFolder(folder, name)));
  }

  /** The elements of an array member, none if it is absent. */
  public static Stream<JsonNode> cases(JsonNode document, String member) {
    return StreamSupport.stream(document.path(member).spliterator(), false);
  }

  private static Optional<Path> outside() {
    return DataFolder.find(PROPERTY, "shared/vectors");
  }

  private static Optional<JsonNode> inFolder(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read vectors " + file, e);
    }
  }

  private static Optional<JsonNode> onClassPath(String name) {
    try (@Nullable InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
      return in == null ? Optional.empty() : Optional.of(JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read vectors " + name, e);
    }
  }
}
