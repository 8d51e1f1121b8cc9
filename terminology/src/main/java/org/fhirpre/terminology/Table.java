// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of this jar or of the deployment: comma-separated, no quoting, {@code #} starts a comment
 * line, the first other line is the header. The last column takes the rest of the line, so that a
 * name may hold commas.
 */
final class Table {
  private Table() {}

  /** One line, with what is needed to say where it stands. */
  record Row(String file, int line, List<String> cells) {

    /** A cell that must not be empty. */
    String text(int column) {
      return optional(column).orElseThrow(() -> refused("column " + (column + 1) + " is empty"));
    }

    Optional<String> optional(int column) {
      return Optional.of(cells.get(column)).filter(cell -> !cell.isEmpty());
    }

    /** The start-up error for this line. */
    IllegalStateException refused(String reason) {
      return new IllegalStateException(file + ":" + line + ": " + reason);
    }
  }

  /**
   * Rows of a resource of this package.
   *
   * @throws IllegalStateException naming file and line, for another header or number of columns
   */
  static List<Row> read(String file, String header) {
    InputStream resource = Table.class.getResourceAsStream(file);
    if (resource == null) {
      throw new IllegalStateException(file + ": not found");
    }
    try (Reader reader = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
      return parse(file, header, reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Rows of a file of the deployment, UTF-8.
   *
   * @throws IllegalStateException naming file and line
   */
  static List<Row> read(Path file, String header) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return parse(file.toString(), header, reader);
    } catch (NoSuchFileException missing) {
      throw new IllegalStateException(file + ": not found", missing);
    } catch (CharacterCodingException notText) {
      throw new IllegalStateException(file + ": not UTF-8", notText);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Row> parse(String file, String header, Reader source) throws IOException {
    int columns = header.split(",", -1).length;
    List<Row> rows = new ArrayList<>();
    boolean headerSeen = false;
    int number = 0;
    BufferedReader reader = new BufferedReader(source);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      Row row = new Row(file, number, List.of(line.split(",", columns)));
      if (!headerSeen) {
        requireHeader(row, line, header);
        headerSeen = true;
      } else if (row.cells().size() != columns) {
        throw row.refused("expected " + columns + " columns");
      } else {
        rows.add(row);
      }
    }
    return List.copyOf(rows);
  }

  private static void requireHeader(Row row, String line, String header) {
    if (!line.equals(header)) {
      throw row.refused("expected the header " + header);
    }
  }
}
