// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * One vector of {@code testkit/vectors}: {@code <format>/<name>.txt} with header lines {@code name:
 * value}, an empty line, and an object in hex over any number of lines.
 */
public final class VectorFile {
  private final String format;
  private final String name;
  private final Map<String, String> headers;
  private final byte[] payload;

  private VectorFile(Path file, List<String> lines) {
    Path path = file.toAbsolutePath();
    this.format = path.getName(path.getNameCount() - 2).toString();
    this.name = path.getName(path.getNameCount() - 1).toString().replaceFirst("\\.txt$", "");
    int end = lines.indexOf("");
    if (end < 0) {
      throw new IllegalArgumentException("no empty line in " + file);
    }
    this.headers = new LinkedHashMap<>();
    lines.subList(0, end).forEach(this::addHeader);
    this.payload = HexFormat.of().parseHex(String.join("", lines.subList(end + 1, lines.size())));
  }

  private void addHeader(String line) {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("not a header: " + line);
    }
    headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  /** Reads one file. */
  public static VectorFile read(Path file) {
    try {
      return new VectorFile(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read vector " + file, e);
    }
  }

  /** The vectors of the project, found from the working directory upwards, in order of path. */
  public static List<VectorFile> all() {
    return allIn(folder());
  }

  /** Where they are. */
  public static Path folder() {
    return DataFolder.find("fhirpre.testkit.vectors", "testkit/vectors")
        .orElseThrow(() -> new NoSuchElementException("no folder testkit/vectors"));
  }

  /** The vectors in the folders of a folder. */
  public static List<VectorFile> allIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files
          .filter(file -> folder.relativize(file).getNameCount() == 2)
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .map(VectorFile::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list vectors in " + folder, e);
    }
  }

  /** Which object, the name of the folder. */
  public String format() {
    return format;
  }

  public boolean has(String header) {
    return headers.containsKey(header);
  }

  /**
   * A header's value.
   *
   * @throws NoSuchElementException if it is missing
   */
  public String value(String header) {
    String value = headers.get(header);
    if (value == null) {
      throw new NoSuchElementException("no header " + header + " in " + this);
    }
    return value;
  }

  /** A header's value, from hex. */
  public byte[] bytes(String header) {
    return HexFormat.of().parseHex(value(header));
  }

  public byte[] payload() {
    return payload.clone();
  }

  /** Format and name. */
  @Override
  public String toString() {
    return format + "/" + name;
  }
}
