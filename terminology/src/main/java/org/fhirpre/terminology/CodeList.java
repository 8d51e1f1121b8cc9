// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One code list, checked row by row: a malformed or duplicate row is a start-up error that names
 * file and line.
 *
 * @param system code system of all its codes
 */
record CodeList(String system, List<LabelRule> rules) {
  private static final String HEADER = "code,match,label-system,label,basis,since,origin";
  private static final Set<String> BASES = Set.of("sls-codes", "42CFRPart2", "Title38Section7332");
  private static final Map<String, Pattern> SHAPES =
      Map.of(
          CodeSystems.ICD10CM, Pattern.compile("[A-Z][0-9][0-9A-Z](\\.[0-9A-Z]{1,4})?"),
          CodeSystems.LOINC, Pattern.compile("[0-9]{1,7}-[0-9]"),
          CodeSystems.RXNORM, Pattern.compile("[0-9]{1,8}"),
          CodeSystems.SNOMED, Pattern.compile("[0-9]{6,18}"));

  CodeList {
    rules = List.copyOf(rules);
  }

  /** The lists of a catalogue file: one row for each list, with its system. */
  static List<CodeList> catalogue(String file) {
    Set<String> origins = origins();
    List<CodeList> lists = new ArrayList<>();
    for (Table.Row row : Table.read(file, "list,system")) {
      String header = HEADER + (row.text(1).equals(CodeSystems.LOINC) ? ",name" : "");
      lists.add(check(row.text(1), Table.read("lists/" + row.text(0), header), origins));
    }
    return List.copyOf(lists);
  }

  /** Ids of {@code lists/sources.csv}, the only values that an origin may have. */
  static Set<String> origins() {
    Set<String> ids = new HashSet<>();
    for (Table.Row row : Table.read("lists/sources.csv", "id,licence,source")) {
      if (!ids.add(row.text(0))) {
        throw row.refused("source listed twice");
      }
    }
    return Set.copyOf(ids);
  }

  static CodeList check(String system, List<Table.Row> rows, Set<String> origins) {
    Map<LabelRule, Integer> seen = new HashMap<>();
    List<LabelRule> rules = new ArrayList<>();
    for (Table.Row row : rows) {
      LabelRule rule = rule(system, row, origins);
      Integer before = seen.put(rule, row.line());
      if (before != null) {
        throw row.refused("repeats line " + before);
      }
      rules.add(rule);
    }
    return new CodeList(system, rules);
  }

  private static LabelRule rule(String system, Table.Row row, Set<String> origins) {
    require(BASES.contains(row.text(4)), row, "unknown basis");
    require(!row.text(5).isBlank(), row, "no version");
    require(origins.contains(row.text(6)), row, "origin is not in sources.csv");
    return new LabelRule(code(system, row), match(row), label(row));
  }

  private static String code(String system, Table.Row row) {
    Pattern shape =
        Optional.ofNullable(SHAPES.get(system)).orElseThrow(() -> row.refused("unknown system"));
    String code = row.text(0);
    require(shape.matcher(code).matches(), row, "not a code of its system");
    require(!system.equals(CodeSystems.LOINC) || hasCheckDigit(code), row, "wrong check digit");
    return code;
  }

  private static LabelRule.Match match(Table.Row row) {
    try {
      return LabelRule.Match.valueOf(row.text(1).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw row.refused("match is neither exact nor prefix");
    }
  }

  private static Label label(Table.Row row) {
    return FacetTable.sensitivityOf(new Label(row.text(2), row.text(3)))
        .map(Facet::label)
        .orElseThrow(() -> row.refused("label is no sensitivity"));
  }

  /** LOINC's mod 10 check digit (Luhn) after the hyphen. */
  static boolean hasCheckDigit(String code) {
    int sum = 0;
    int hyphen = code.indexOf('-');
    for (int i = hyphen - 1, factor = 2; i >= 0; i--, factor = 3 - factor) {
      int product = factor * Character.digit(code.charAt(i), 10);
      sum += product / 10 + product % 10;
    }
    return (10 - sum % 10) % 10 == Character.digit(code.charAt(hyphen + 1), 10);
  }

  private static void require(boolean ok, Table.Row row, String reason) {
    if (!ok) {
      throw row.refused(reason);
    }
  }
}
