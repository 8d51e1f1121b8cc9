// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes {@code docs/consent-examples.md}: every published example with its decisions. */
final class ExamplesPage {
  static final String COMMAND =
      "mvn -pl consent-mapper -am test -Dtest=ExamplesPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dfhirpre.docs=write";

  private static final String HEAD =
      """
      # Published Consents and what they decide here

      Every example Consent of the FHIR R4 specification, of IHE PCF, Google, the SHIFT Task Force and HL7 FAST with the decisions of module
      `consent-mapper`. The build runs all of them and compares this page; it is written by

      `%s`

      Who asks stands with the organisations and groups that the requester belongs to, then purpose and date of the request. A resource stands
      with its labels, its clinical date, its authors (*by*) and what it refers to (*of*). *published*: the publisher states the decision;
      *product*: our reading, where the publisher states none or prose only. A Consent that is refused opens nothing; the code says why.
      """;

  private static final Map<String, String> PUBLISHERS = new LinkedHashMap<>();

  static {
    PUBLISHERS.put("hl7-r4-spec", "HL7 FHIR R4 specification");
    PUBLISHERS.put("ihe-pcf", "IHE Privacy Consent on FHIR");
    PUBLISHERS.put("shift-ab352", "SHIFT Task Force, AB 352");
    PUBLISHERS.put("google-cloud-healthcare", "Google Cloud Healthcare");
    PUBLISHERS.put("hl7-fast", "HL7 FAST Scalable Consent Management");
  }

  private ExamplesPage() {}

  static String of(List<GoldenCase> cases) throws IOException {
    StringBuilder page = new StringBuilder(HEAD.formatted(COMMAND));
    for (Map.Entry<String, String> publisher : PUBLISHERS.entrySet()) {
      page.append("\n## ").append(publisher.getValue()).append("\n");
      String folder = publisher.getKey() + "/";
      Map<String, List<GoldenCase>> files = new TreeMap<>();
      for (GoldenCase golden : cases) {
        if (golden.file().startsWith(folder)) {
          String name = golden.file().substring(folder.length()).replace(".json", "");
          files.computeIfAbsent(name, first -> new ArrayList<>()).add(golden);
        }
      }
      for (Map.Entry<String, List<GoldenCase>> file : files.entrySet()) {
        consent(file.getKey(), file.getValue(), page);
      }
    }
    return page.toString();
  }

  private static void consent(String name, List<GoldenCase> cases, StringBuilder page)
      throws IOException {
    page.append("\n**`").append(name).append("`**\n\n");
    page.append("| asks | permit | deny | refused | stated by |\n|---|---|---|---|---|\n");
    Map<String, Row> rows = new LinkedHashMap<>();
    for (GoldenCase golden : cases) {
      rows.computeIfAbsent(asks(golden), first -> new Row()).add(golden);
    }
    rows.forEach((asks, row) -> page.append("| ").append(asks).append(row.cells()).append(" |\n"));
  }

  /** What one requester gets. */
  private static final class Row {
    private final Set<String> permitted = new LinkedHashSet<>();
    private final Set<String> denied = new LinkedHashSet<>();
    private final Set<String> refused = new LinkedHashSet<>();
    private final Set<String> bases = new LinkedHashSet<>();

    void add(GoldenCase golden) throws IOException {
      String decision = golden.present() ? golden.decision() : golden.expected();
      bases.add(golden.row().path("basis").asText());
      switch (decision) {
        case "permit" -> permitted.add(resource(golden));
        case "deny" -> denied.add(resource(golden));
        default -> refused.add("`" + decision.substring("rejected:".length()) + "`");
      }
    }

    String cells() {
      StringBuilder cells = new StringBuilder();
      for (Set<String> cell : List.of(permitted, denied, refused, bases)) {
        cells.append(" | ").append(cell.isEmpty() ? "–" : String.join("; ", cell));
      }
      return cells.toString();
    }
  }

  private static String asks(GoldenCase golden) {
    List<String> words = new ArrayList<>();
    words.add(golden.request("actor").asText());
    for (String member : List.of("organizations", "groups", "roles", "locations")) {
      words.addAll(GoldenCase.texts(golden.request(member)));
    }
    golden.request("environment").forEach(each -> words.add(each.path("code").asText()));
    words.add(golden.request("purpose").path("code").asText("no purpose"));
    words.add(golden.request("now").asText());
    if (!golden.row().at("/config/knownExtensions").isEmpty()) {
      words.add("extensions known");
    }
    if (!golden.row().at("/config/identifiers").isEmpty()) {
      words.add("identifiers known");
    }
    return String.join(", ", words);
  }

  private static String resource(GoldenCase golden) {
    List<String> words = new ArrayList<>();
    words.add(labels(golden.request("labels")));
    words.add(golden.request("effective").asText("undated"));
    golden.request("authors").forEach(author -> words.add("by " + author.asText()));
    golden.request("references").forEach(other -> words.add("of " + other.asText()));
    String source = golden.request("metaSource").asText("");
    if (!source.isEmpty()) {
      words.add("from " + source.substring(source.lastIndexOf('/') + 1));
    }
    String name =
        golden.request("resource").asText(golden.request("resourceType").asText("a resource"));
    return name + " (" + String.join(", ", words) + ")";
  }

  private static String labels(JsonNode labels) {
    List<String> codes = new ArrayList<>();
    labels.forEach(label -> codes.add(label.path("code").asText()));
    return codes.isEmpty() ? "no label" : String.join(" ", codes);
  }
}
