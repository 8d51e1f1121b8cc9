// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fhirpre.testkit.SampleBundle;
import org.fhirpre.testkit.SampleData;

/** What both servers hold: transactions of updates, so that ids are the same on both. */
final class Corpus {
  /** Larger patients make a load long and add no form of value that the smaller ones lack. */
  private static final int LONGEST_JSON = 1_800_000;

  private static final Path DEMO = Path.of("src", "main", "demo-data");
  private static final JsonMapper JSON = new JsonMapper();
  private static final String REFERENCE = "reference";

  private final List<String> bundles = new ArrayList<>();
  private final Set<String> ids = new LinkedHashSet<>();
  private final Map<String, String> byIdentifier = new HashMap<>();

  /**
   * @param patients how many sample patients at most, the smallest first
   */
  static Corpus of(int patients, long seed) {
    SampleData found = SampleData.synthea();
    SampleData samples = found.available() ? found : SampleData.folder(DEMO);
    String which = found.available() ? "" : " (the demo's only: " + found.description() + ")";
    System.out.println("differential search, records: " + samples.description() + which);
    Corpus corpus = new Corpus();
    samples.foundations().forEach(bundle -> corpus.add(bundle.json()));
    samples.patients().stream()
        .map(SampleBundle::json)
        .filter(json -> !found.available() || json.length() <= LONGEST_JSON)
        .sorted(Comparator.comparingInt(String::length))
        .limit(patients)
        .forEach(corpus::add);
    new FilledRecords(seed).bundles().forEach(corpus::add);
    return corpus;
  }

  /** In load order. */
  List<String> bundles() {
    return List.copyOf(bundles);
  }

  /** All literal references, in load order. */
  Set<String> ids() {
    return Set.copyOf(ids);
  }

  List<String> idsOf(String type) {
    return ids.stream().filter(id -> id.startsWith(type + "/")).toList();
  }

  private void add(String json) {
    try {
      JsonNode bundle = JSON.readTree(json);
      for (JsonNode entry : bundle.path("entry")) {
        update((ObjectNode) entry);
      }
      resolve(bundle);
      bundles.add(JSON.writeValueAsString(bundle));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Create becomes update under the id that the resource already has. */
  private void update(ObjectNode entry) {
    JsonNode resource = entry.path("resource");
    String id = resource.path("resourceType").asText() + "/" + resource.path("id").asText();
    entry.putObject("request").put("method", "PUT").put("url", id);
    ids.add(id);
    for (JsonNode identifier : resource.path("identifier")) {
      String value = identifier.path("system").asText() + "|" + identifier.path("value").asText();
      byIdentifier.put(id.substring(0, id.indexOf('/')) + "?identifier=" + value, id);
    }
  }

  /** References by identifier, which a second load of the same people would make ambiguous. */
  private void resolve(JsonNode node) {
    if (node instanceof ObjectNode object && object.path(REFERENCE).isTextual()) {
      String known = byIdentifier.get(object.path(REFERENCE).asText());
      if (known != null) {
        object.put(REFERENCE, known);
      }
    }
    if (node instanceof ObjectNode || node instanceof ArrayNode) {
      node.forEach(this::resolve);
    }
  }
}
