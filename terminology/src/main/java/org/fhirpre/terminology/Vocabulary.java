// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The words of Consents, outcomes and operations: tables that both the code reads and the FHIR
 * package publishes, so that what is said to be supported is what is supported.
 */
public final class Vocabulary {
  private static final Map<String, Set<Label>> SETS = sets();
  private static final Map<String, Map<String, String>> SYSTEMS = systems();
  private static final Map<String, Outcome> OUTCOMES = outcomeTable();

  private Vocabulary() {}

  /**
   * One row of the outcome catalogue.
   *
   * @param http status; 201 stands for 201 on create and 200 on update
   * @param severity code of {@code http://hl7.org/fhir/issue-severity}
   * @param type code of {@code http://hl7.org/fhir/issue-type}
   * @param text never quotes labels, codes or names of a record
   */
  public record Outcome(String code, int http, String severity, String type, String text) {}

  /**
   * Title and description of an artifact that is generated from a table.
   *
   * @param type of the FHIR resource
   */
  record Title(String type, String id, String title, String description) {}

  /**
   * Codes of an enumerated ValueSet of the package.
   *
   * @param id for example {@code consent-actions}
   * @throws IllegalArgumentException for a set that the table does not have
   */
  public static Set<Label> set(String id) {
    return Optional.ofNullable(SETS.get(id))
        .orElseThrow(() -> new IllegalArgumentException("no such value set"));
  }

  /** Concepts of a CodeSystem of the package, code → display. */
  public static Map<String, String> concepts(String id) {
    return Optional.ofNullable(SYSTEMS.get(id))
        .orElseThrow(() -> new IllegalArgumentException("no such code system"));
  }

  /** The catalogue of outcomes, sorted by code. */
  public static Collection<Outcome> outcomes() {
    return OUTCOMES.values();
  }

  /**
   * @throws IllegalArgumentException for a code that the catalogue does not have
   */
  public static Outcome outcome(String code) {
    return Optional.ofNullable(OUTCOMES.get(code))
        .orElseThrow(() -> new IllegalArgumentException("no such outcome"));
  }

  static Set<String> setIds() {
    return SETS.keySet();
  }

  static Set<String> systemIds() {
    return SYSTEMS.keySet();
  }

  static List<Title> titles() {
    return Table.read("vocabulary/titles.csv", "type,id,title,description").stream()
        .map(row -> new Title(row.text(0), row.text(1), row.text(2), row.text(3)))
        .toList();
  }

  /** Facet code → SNOMED CT concepts at or below which its subject lies. */
  static Map<String, List<String>> snomedRoots() {
    Map<String, List<String>> roots = new TreeMap<>();
    for (Table.Row row : Table.read("vocabulary/snomed-sets.csv", "facet,root")) {
      roots.merge(
          Facet.of(row.text(0)).code(),
          List.of(row.text(1)),
          (one, more) -> java.util.stream.Stream.concat(one.stream(), more.stream()).toList());
    }
    return roots;
  }

  private static Map<String, Set<Label>> sets() {
    Map<String, Set<Label>> sets = new TreeMap<>();
    for (Table.Row row : Table.read("vocabulary/value-sets.csv", "set,system,code")) {
      if (!sets.computeIfAbsent(row.text(0), id -> new TreeSet<>())
          .add(new Label(row.text(1), row.text(2)))) {
        throw row.refused("code listed twice");
      }
    }
    sets.replaceAll((id, codes) -> Collections.unmodifiableSet(codes));
    return Collections.unmodifiableMap(sets);
  }

  private static Map<String, Map<String, String>> systems() {
    Map<String, Map<String, String>> systems = new TreeMap<>();
    for (Table.Row row : Table.read("vocabulary/code-systems.csv", "system,code,display")) {
      if (systems
              .computeIfAbsent(row.text(0), id -> new LinkedHashMap<>())
              .put(row.text(1), row.text(2))
          != null) {
        throw row.refused("code listed twice");
      }
    }
    systems.replaceAll((id, concepts) -> Collections.unmodifiableMap(concepts));
    return Collections.unmodifiableMap(systems);
  }

  private static Map<String, Outcome> outcomeTable() {
    Map<String, Outcome> outcomes = new TreeMap<>();
    for (Table.Row row : Table.read("vocabulary/outcomes.csv", "code,http,severity,type,text")) {
      Outcome outcome =
          new Outcome(
              row.text(0), Integer.parseInt(row.text(1)), row.text(2), row.text(3), row.text(4));
      if (outcomes.put(outcome.code(), outcome) != null) {
        throw row.refused("code listed twice");
      }
    }
    return Collections.unmodifiableMap(outcomes);
  }
}
