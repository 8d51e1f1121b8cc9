// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Sensitivities of single codes, from several lists. ICD-10-CM codes are compared without dot and
 * case, since both occur in exported data.
 */
final class CodeLookup {
  private final Map<Label, Set<Label>> exact = new HashMap<>();
  private final Map<Label, Set<Label>> prefixes = new HashMap<>();

  CodeLookup(Collection<CodeList> lists) {
    for (CodeList list : lists) {
      for (LabelRule rule : list.rules()) {
        Label key = normal(list.system(), rule.code());
        (rule.match() == LabelRule.Match.EXACT ? exact : prefixes)
            .computeIfAbsent(key, absent -> new HashSet<>())
            .add(rule.label());
      }
    }
  }

  /** Labels of one code: the most specific of those that rules give. */
  Set<Label> labels(String system, String code) {
    Label key = normal(system, code);
    Set<Label> found = new HashSet<>(exact.getOrDefault(key, Set.of()));
    for (int end = 1; end <= key.code().length(); end++) {
      found.addAll(
          prefixes.getOrDefault(new Label(system, key.code().substring(0, end)), Set.of()));
    }
    return mostSpecific(found);
  }

  private static Set<Label> mostSpecific(Set<Label> labels) {
    if (labels.size() < 2) {
      return labels;
    }
    Set<Label> kept = new HashSet<>(labels);
    kept.removeIf(
        general ->
            labels.stream().anyMatch(l -> !l.equals(general) && Sensitivities.isBelow(l, general)));
    return kept;
  }

  private static Label normal(String system, String code) {
    return system.equals(CodeSystems.ICD10CM)
        ? new Label(system, code.replace(".", "").toUpperCase(Locale.ROOT))
        : new Label(system, code);
  }
}
