// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The code lists of a deployment: immutable data, read and checked once.
 *
 * <p>Errors are those of a start: an {@link IllegalStateException} names file and line.
 */
public final class CodeLists {
  static final String SOURCES = "id,licence,source";
  static final String CATALOGUE = "list,system,version,copyright";

  private final List<CodeList> lists;

  private CodeLists(List<CodeList> lists) {
    this.lists = List.copyOf(lists);
  }

  /** The lists of the product. */
  public static CodeLists shipped() {
    return new CodeLists(catalogue("lists/shipped.csv"));
  }

  /** The lists of the product and those of the Synthea sample records: demo and tests only. */
  public static CodeLists withDemo() {
    List<CodeList> all = new ArrayList<>(catalogue("lists/shipped.csv"));
    all.addAll(catalogue("lists/demo/demo.csv"));
    return new CodeLists(all);
  }

  /**
   * With the lists of a hospital, read from {@code lists.csv} of a folder. A list with the name of
   * one of the product replaces it, so that a newer list needs no new release.
   *
   * @throws IllegalStateException naming file and line
   */
  public CodeLists with(Path folder) {
    Map<String, CodeList> all = new LinkedHashMap<>();
    lists.forEach(list -> all.put(list.name(), list));
    Set<String> own = new HashSet<>();
    for (CodeList list : new DeploymentLists(folder, origins()).read()) {
      if (!own.add(list.name())) {
        throw new IllegalStateException(folder.resolve("lists.csv") + ": lists a file twice");
      }
      all.put(list.name(), list);
    }
    return new CodeLists(List.copyOf(all.values()));
  }

  /** One line for logs: {@code icd10cm.csv|0.1.0 loinc.csv|0.1.0}. */
  public String versions() {
    return lists.stream()
        .map(list -> list.name() + "|" + list.version())
        .collect(Collectors.joining(" "));
  }

  List<CodeList> all() {
    return lists;
  }

  private static List<CodeList> catalogue(String file) {
    Set<String> origins = origins();
    List<CodeList> lists = new ArrayList<>();
    for (Table.Row row : Table.read(file, CATALOGUE)) {
      if (!CodeList.isKnown(row.text(1))) {
        throw row.refused("unknown system");
      }
      List<Table.Row> rows = Table.read("lists/" + row.text(0), CodeList.header(row.text(1)));
      lists.add(CodeList.check(row, rows, origins));
    }
    return lists;
  }

  /** Ids of {@code lists/sources.csv}, the only values that an origin may have. */
  private static Set<String> origins() {
    Set<String> ids = new HashSet<>();
    for (Table.Row row : Table.read("lists/sources.csv", SOURCES)) {
      if (!ids.add(row.text(0))) {
        throw row.refused("source listed twice");
      }
    }
    return Set.copyOf(ids);
  }
}
