// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The decisions of one file of Consents at one time; one patient of its own lives through them.
 *
 * @param name file and date of the requests
 */
record GoldenGroup(String name, List<JsonNode> rows) {
  private static final Path FOLDER = Path.of("../consent-mapper/src/test/resources/consents");
  private static final JsonMapper JSON = new JsonMapper();

  static List<GoldenGroup> all() {
    Map<String, List<JsonNode>> groups = new LinkedHashMap<>();
    for (String file : List.of("expected-decisions.json", "further-decisions.json")) {
      for (JsonNode row : read(FOLDER.resolve(file))) {
        if (Files.exists(FOLDER.resolve(row.get("consentFile").asText()))) {
          groups.computeIfAbsent(key(row), first -> new ArrayList<>()).add(row);
        }
      }
    }
    List<GoldenGroup> all = new ArrayList<>();
    groups.forEach((name, rows) -> all.add(new GoldenGroup(name, rows)));
    return all;
  }

  /** Whether it is told of a server that does not know the extensions of its Consents. */
  boolean withoutExtensions() {
    return rows.stream()
        .anyMatch(
            row -> row.get("expected").asText().equals("rejected:unknown-extension-on-permit"));
  }

  /** Requests that need other settings of the server, or other dates, are another group. */
  private static String key(JsonNode row) {
    return row.get("consentFile").asText()
        + (row.has("consentIds") ? " " + row.get("consentIds") : "")
        + (row.at("/config/knownExtensions").isEmpty() ? "" : " with extensions")
        + " in "
        + row.at("/request/now").asText();
  }

  /** The Consents as published, of this group's patient, their periods moved to the present. */
  List<ObjectNode> consents(String patient, int present) {
    JsonNode parsed = read(FOLDER.resolve(rows.get(0).get("consentFile").asText()));
    List<JsonNode> published = new ArrayList<>();
    if (parsed.path("resourceType").asText().equals("Consent")) {
      published.add(parsed);
    }
    Set<String> wanted = texts(rows.get(0).path("consentIds"));
    for (JsonNode entry : parsed.path("entry")) {
      if (wanted.contains(entry.at("/resource/id").asText())) {
        published.add(entry.path("resource"));
      }
    }
    int years = present - Integer.parseInt(rows.get(0).at("/request/now").asText().substring(0, 4));
    return published.stream().map(each -> consent(each, patient, years)).toList();
  }

  private ObjectNode consent(JsonNode published, String patient, int years) {
    ObjectNode consent = JSON.createObjectNode();
    consent.setAll((ObjectNode) published.deepCopy());
    for (String evidence : List.of("id", "sourceReference", "performer", "organization", "text")) {
      consent.remove(evidence);
    }
    if (!consent.path("patient").isEmpty()) {
      consent.putObject("patient").put("reference", patient);
    }
    move(consent.path("provision"), years);
    return consent;
  }

  private void move(JsonNode provision, int years) {
    if (provision.path("period") instanceof ObjectNode period) {
      for (String end : List.of("start", "end")) {
        String date = period.path(end).asText("");
        if (!date.isEmpty()) {
          int year = Integer.parseInt(date.substring(0, 4)) + years;
          period.put(end, year + date.substring(4));
        }
      }
    }
    for (JsonNode data : provision.path("data")) {
      ObjectNode reference = (ObjectNode) data.path("reference");
      reference.put("reference", here(reference.path("reference").asText()));
    }
    provision.path("provision").forEach(nested -> move(nested, years));
  }

  /**
   * References that the Consents name, as they are here.
   *
   * @param element {@code data} or {@code actor}
   */
  static Set<String> named(List<ObjectNode> consents, String element) {
    Set<String> named = new LinkedHashSet<>();
    for (ObjectNode consent : consents) {
      consent.findValues(element).forEach(list -> named.addAll(references(list)));
    }
    return named;
  }

  /** Of a list of actors or data rules. */
  static List<String> references(JsonNode list) {
    List<String> references = new ArrayList<>();
    list.forEach(item -> references.add(item.at("/reference/reference").asText()));
    return references;
  }

  /** Resources of patients have ids of their own in each group; people keep theirs. */
  String here(String reference) {
    int slash = reference.indexOf('/');
    String type = reference.substring(0, slash).replace("Task", "ServiceRequest");
    return Set.of("Practitioner", "Organization", "Group").contains(type)
        ? reference
        : type + "/" + id(reference);
  }

  String id(String reference) {
    byte[] seed = (name + " " + reference).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(seed).toString();
  }

  static Set<String> texts(JsonNode array) {
    Set<String> texts = new LinkedHashSet<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
