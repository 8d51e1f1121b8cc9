// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One code list, checked row by row: a malformed or duplicate row is a start-up error that names
 * file and line.
 *
 * @param name file name
 * @param system code system of all its codes
 * @param version of the list; a change of rows is a new version
 * @param copyright attribution that the owner of the codes asks for
 */
record CodeList(
    String name, String system, String version, String copyright, List<LabelRule> rules) {
  private static final String HEADER = "code,match,label-system,label,basis,since,origin";
  private static final Map<String, Pattern> SHAPES =
      Map.of(
          CodeSystems.ICD10CM, Pattern.compile("[A-Z][0-9][0-9A-Z](\\.[0-9A-Z]{1,4})?"),
          CodeSystems.LOINC, Pattern.compile("[0-9]{1,7}-[0-9]"),
          CodeSystems.RXNORM, Pattern.compile("[0-9]{1,8}"),
          CodeSystems.SNOMED, Pattern.compile("[0-9]{6,18}"));

  private static final Pattern ABSOLUTE = Pattern.compile("(https?://|urn:)\\S+");
  private static final Pattern ANY = Pattern.compile("\\S+( \\S+)*");

  CodeList {
    rules = List.copyOf(rules);
  }

  /**
   * Whether the product itself may have rows of the system; others are the deployment's business.
   */
  static boolean isKnown(String system) {
    return SHAPES.containsKey(system);
  }

  /** Columns of a list of that system; names of LOINC terms must go with their codes. */
  static String header(String system) {
    return HEADER + (system.equals(CodeSystems.LOINC) ? ",name" : "");
  }

  /**
   * @param head row of the catalogue: list, system, version, copyright
   * @param origins ids that the sources file knows
   * @throws IllegalStateException naming file and line
   */
  static CodeList check(Table.Row head, List<Table.Row> rows, Set<String> origins) {
    String system = head.text(1);
    if (!ABSOLUTE.matcher(system).matches()) {
      throw head.refused("system is not an absolute URI");
    }
    Map<List<Object>, Integer> seen = new HashMap<>();
    List<LabelRule> rules = new ArrayList<>();
    for (Table.Row row : rows) {
      LabelRule rule = rule(system, row, origins);
      Integer before = seen.put(List.of(rule.code(), rule.match(), rule.label()), row.line());
      if (before != null) {
        throw row.refused("repeats line " + before);
      }
      rules.add(rule);
    }
    return new CodeList(head.text(0), system, head.text(2), head.text(3), rules);
  }

  /** Where a label came from, for its provenance: {@code icd10cm.csv|0.1.0#F11}. */
  String rowId(LabelRule rule) {
    return name + "|" + version + "#" + rule.code();
  }

  private static LabelRule rule(String system, Table.Row row, Set<String> origins) {
    require(!row.text(5).isBlank(), row, "no version");
    require(origins.contains(row.text(6)), row, "origin is not in the sources file");
    return new LabelRule(code(system, row), match(row), label(row), basis(row));
  }

  private static String code(String system, Table.Row row) {
    String code = row.text(0);
    boolean shaped = SHAPES.getOrDefault(system, ANY).matcher(code).matches();
    require(shaped, row, "not a code of its system");
    require(!system.equals(CodeSystems.LOINC) || hasCheckDigit(code), row, "wrong check digit");
    return code;
  }

  private static LabelBasis basis(Table.Row row) {
    return LabelBasis.ofCode(row.text(4))
        .filter(LabelBasis::ofList)
        .orElseThrow(() -> row.refused("unknown basis"));
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
