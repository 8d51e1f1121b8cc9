// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.relabel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A hospital's folder of code lists, with one list of a code system of its own. */
record ListFolder(Path folder) {
  static final String SYSTEM = "http://hospital.example/QZKXJVTWcodes";
  private static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

  static ListFolder create() {
    try {
      ListFolder folder = new ListFolder(Files.createTempDirectory("fhirpre-lists"));
      folder.write("sources.csv", List.of("id,licence,source", "ward,internal,list of the ward"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The property that names it. */
  String setting() {
    return "--fhirpre.labels.folder=" + folder;
  }

  /**
   * @param rows each {@code code=LABEL}
   */
  void put(int version, String... rows) {
    write(
        "lists.csv",
        List.of(
            "list,system,version,copyright",
            "ward.csv," + SYSTEM + "," + version + ",the hospital"));
    List<String> lines = new java.util.ArrayList<>();
    lines.add("code,match,label-system,label,basis,since,origin");
    for (String row : rows) {
      String[] parts = row.split("=", 2);
      lines.add(parts[0] + ",exact," + ACT_CODE + "," + parts[1] + ",sls-codes,1,ward");
    }
    write("ward.csv", lines);
  }

  void write(String file, List<String> lines) {
    try {
      Files.write(folder.resolve(file), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
