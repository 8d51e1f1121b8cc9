// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Labels of single codes, from several lists, by hash. ICD-10-CM codes are compared without dot and
 * case, since both occur in exported data; systems are known under their OIDs too.
 */
final class CodeLookup {
  /** Rules of one system; lengths of prefixes are few, so that a code costs few look-ups. */
  private static final class Codes {
    private final Map<String, List<LabelGround>> exact = new HashMap<>();
    private final Map<String, List<LabelGround>> prefixes = new HashMap<>();
    private final Set<Integer> lengths = new TreeSet<>();

    void add(String code, LabelRule rule, CodeList list) {
      boolean prefix = rule.match() == LabelRule.Match.PREFIX;
      if (prefix) {
        lengths.add(code.length());
      }
      (prefix ? prefixes : exact)
          .computeIfAbsent(code, absent -> new ArrayList<>())
          .add(new LabelGround(rule.label(), rule.basis(), list.rowId(rule)));
    }

    List<LabelGround> find(String code) {
      List<LabelGround> found = exact.getOrDefault(code, List.of());
      for (int length : lengths) {
        if (length <= code.length()) {
          found = join(found, prefixes.get(code.substring(0, length)));
        }
      }
      return found;
    }
  }

  private final Map<String, Codes> systems = new HashMap<>();

  CodeLookup(Collection<CodeList> lists) {
    for (CodeList list : lists) {
      Codes codes = systems.computeIfAbsent(list.system(), absent -> new Codes());
      list.rules().forEach(rule -> codes.add(normal(list.system(), rule.code()), rule, list));
    }
    for (Table.Row row : Table.read("system-aliases.csv", "alias,system")) {
      Codes known = systems.get(row.text(1));
      if (known != null) {
        systems.put(row.text(0), known);
      }
    }
  }

  /** Whether some list speaks of the system. */
  boolean knows(String system) {
    return systems.containsKey(system);
  }

  /** Grounds of one code: those of the most specific labels that rules give. */
  List<LabelGround> grounds(String system, String code) {
    Codes codes = systems.get(system);
    return codes == null ? List.of() : mostSpecific(codes.find(normal(system, code)));
  }

  private static List<LabelGround> join(List<LabelGround> found, @Nullable List<LabelGround> more) {
    if (more == null) {
      return found;
    }
    List<LabelGround> both = new ArrayList<>(found);
    both.addAll(more);
    return both;
  }

  private static List<LabelGround> mostSpecific(List<LabelGround> grounds) {
    if (grounds.size() < 2) {
      return grounds;
    }
    return grounds.stream()
        .filter(
            general ->
                grounds.stream().noneMatch(ground -> isBelow(ground.label(), general.label())))
        .toList();
  }

  private static boolean isBelow(Label lower, Label upper) {
    return !lower.equals(upper) && Sensitivities.isBelow(lower, upper);
  }

  private static String normal(String system, String code) {
    boolean dotted = system.equals(CodeSystems.ICD10CM) || system.equals(CodeSystems.ICD10CM_OID);
    return dotted ? code.replace(".", "").toUpperCase(Locale.ROOT) : code;
  }
}
