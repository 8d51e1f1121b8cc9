// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code facets.csv} and {@code label-aliases.csv}, with the closure of the sensitivities computed
 * once. Changing them changes who may read: they are released with the jar, never runtime data.
 */
final class FacetTable {
  private record Entry(Label label, Optional<Confidentiality> floor, List<String> parents) {}

  private static final Map<String, Entry> ENTRIES = load();
  private static final Map<Label, String> BY_LABEL = byLabel();
  private static final Map<String, Set<String>> ABOVE = closure();
  private static final List<Facet> FACETS = ENTRIES.keySet().stream().map(Facet::new).toList();

  private FacetTable() {}

  static Collection<Facet> facets() {
    return FACETS;
  }

  static void require(String code) {
    if (!ENTRIES.containsKey(code)) {
      throw new IllegalArgumentException("no facet of this code");
    }
  }

  static Optional<Facet> sensitivityOf(Label label) {
    return Optional.ofNullable(BY_LABEL.get(label)).map(Facet::new);
  }

  /** Labels that mean the same as the label of a facet, sorted. */
  static List<Label> aliases() {
    return BY_LABEL.keySet().stream()
        .filter(label -> !label(new Facet(BY_LABEL.getOrDefault(label, ""))).equals(label))
        .sorted()
        .toList();
  }

  static Label label(Facet facet) {
    return entry(facet.code()).label();
  }

  /** Lowest confidentiality of what carries the facet; empty for a band. */
  static Optional<Confidentiality> floor(Facet facet) {
    return entry(facet.code()).floor();
  }

  /** Reflexive and transitive. */
  static boolean isBelow(Facet lower, Facet upper) {
    return lower.equals(upper) || ABOVE.getOrDefault(lower.code(), Set.of()).contains(upper.code());
  }

  private static Entry entry(String code) {
    Entry entry = ENTRIES.get(code);
    if (entry == null) {
      throw new IllegalArgumentException("no facet of this code");
    }
    return entry;
  }

  private static Map<String, Entry> load() {
    Map<String, Entry> entries = new TreeMap<>();
    for (Table.Row row : Table.read("facets.csv", "code,system,floor,parents")) {
      Entry entry =
          new Entry(
              new Label(row.text(1), row.text(0)),
              row.optional(2).map(Confidentiality::valueOf),
              row.optional(3).map(parents -> List.of(parents.split(" "))).orElse(List.of()));
      if (entries.put(row.text(0), entry) != null) {
        throw row.refused("facet listed twice");
      }
    }
    return Collections.unmodifiableMap(entries);
  }

  private static Map<Label, String> byLabel() {
    Map<Label, String> codes = new HashMap<>();
    ENTRIES.forEach(
        (code, entry) -> {
          if (entry.floor().isPresent()) {
            codes.put(entry.label(), code);
          }
        });
    for (Table.Row row : Table.read("label-aliases.csv", "system,code,facet")) {
      if (!ENTRIES.containsKey(row.text(2))) {
        throw row.refused("unknown facet");
      }
      if (codes.put(new Label(row.text(0), row.text(1)), row.text(2)) != null) {
        throw row.refused("label listed twice");
      }
    }
    return Map.copyOf(codes);
  }

  private static Map<String, Set<String>> closure() {
    Map<String, Set<String>> above = new HashMap<>();
    for (String code : ENTRIES.keySet()) {
      Set<String> ancestors = ancestors(code);
      if (ancestors.contains(code)) {
        throw new IllegalStateException("facets.csv: cycle through " + code);
      }
      above.put(code, Set.copyOf(ancestors));
    }
    return Map.copyOf(above);
  }

  private static Set<String> ancestors(String code) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(new ArrayList<>(entry(code).parents()));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (found.add(next)) {
        open.addAll(entry(next).parents());
      }
    }
    return found;
  }
}
