// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Prints figures as a table and writes them as JSON: a list of objects, one a figure. */
public final class Figures {

  private final String onName;
  private final List<Figure> figures;

  /**
   * @param onName JSON name of {@link Figure#on}: {@code backend} or {@code db}
   */
  public Figures(String onName, List<Figure> figures) {
    this.onName = onName;
    this.figures = List.copyOf(figures);
  }

  /** The table, one line a figure. */
  public String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "%-32s %-14s %12s %12s %-6s %7s  %s%n"
            .formatted("op", onName, "value", "reference", "unit", "ratio", "note"));
    for (Figure each : figures) {
      table.append(
          "%-32s %-14s %12.1f %12.1f %-6s %7.2f  %s%n"
              .formatted(
                  each.op(),
                  each.on(),
                  each.value(),
                  each.reference(),
                  each.unit(),
                  each.ratio(),
                  each.note()));
    }
    return table.toString();
  }

  /** Replaces the file. */
  public void write(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ArrayNode list = json.createArrayNode();
    for (Figure each : figures) {
      list.addObject()
          .put("op", each.op())
          .put(onName, each.on())
          .put("value", each.value())
          .put("unit", each.unit())
          .put("reference", each.reference())
          .put("ratio", each.ratio())
          .put("note", each.note());
    }
    Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    json.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), list);
  }
}
