// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What is sensitive in a sample record, found without the code lists; see {@code truth.csv}. */
final class Truth {
  private static final Set<String> UNREAD = Set.of("div", "data");

  private final String subject;
  private final Set<Label> labels;
  private final Set<String> codes = new TreeSet<>();
  private final List<Pattern> words = new ArrayList<>();

  private Truth(String subject, String facets) {
    this.subject = subject;
    this.labels = new TreeSet<>();
    for (String facet : facets.split(" ", -1)) {
      labels.add(Facet.of(facet).label());
    }
  }

  static List<Truth> load() {
    Map<String, Truth> subjects = new TreeMap<>();
    for (Table.Row row : Table.read("/quality/truth.csv", "subject,labels,kind,pattern")) {
      Truth truth =
          subjects.computeIfAbsent(row.text(0), subject -> new Truth(subject, row.text(1)));
      switch (row.text(2)) {
        case "code" -> truth.codes.add(row.text(3));
        case "words" -> truth.words.add(Pattern.compile(row.text(3)));
        default -> throw row.refused("kind is neither code nor words");
      }
    }
    return List.copyOf(subjects.values());
  }

  String subject() {
    return subject;
  }

  /** Whether one of the listed codes stands in the record. */
  boolean listed(Texts texts) {
    return texts.codes().stream().anyMatch(codes::contains);
  }

  /** Whether a listed code or telling words stand in it. */
  boolean told(Texts texts) {
    return listed(texts)
        || texts.words().stream()
            .anyMatch(text -> words.stream().anyMatch(word -> word.matcher(text).find()));
  }

  /** Whether the record carries a label of this subject. */
  boolean labelled(Labels given) {
    return given.sensitivities().stream().anyMatch(labels::contains);
  }

  /**
   * Codes and readable words of one record.
   *
   * @param words displays and texts, also of references; neither notes nor narratives
   */
  record Texts(Set<String> codes, Set<String> words) {

    static Texts of(JsonNode resource) {
      Texts texts = new Texts(new TreeSet<>(), new TreeSet<>());
      Deque<JsonNode> open = new ArrayDeque<>(List.of(resource));
      while (!open.isEmpty()) {
        JsonNode node = open.pop();
        if (node.isArray()) {
          node.forEach(open::push);
        }
        node.properties().stream()
            .filter(field -> !UNREAD.contains(field.getKey()))
            .peek(field -> texts.add(field.getKey(), field.getValue()))
            .forEach(field -> open.push(field.getValue()));
      }
      return texts;
    }

    private void add(String name, JsonNode value) {
      if (name.equals("code") && value.isTextual()) {
        codes.add(value.asText());
      }
      if ((name.equals("display") || name.equals("text")) && value.isTextual()) {
        words.add(value.asText());
      }
    }
  }
}
