// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fhirpre.server.deployment.Party;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Which records are sensitive, as far as the test knows by itself: by their writer's label, by a
 * code of a list of its own, by their type, and reports by their results. No server is asked.
 *
 * @param codes {@code system|code}
 */
record Sensitive(Set<String> codes) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FILE = "sensitive-codes.txt";
  private static final String GENETIC = "MolecularSequence";

  static Sensitive known() {
    try (var in = Sensitive.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Sensitive(
          text.lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.substring(0, line.lastIndexOf(' ')))
              .collect(Collectors.toSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isSensitive(Resource resource, Function<String, Optional<Resource>> others) {
    if (isSensitive(resource)) {
      return true;
    }
    return resource instanceof DiagnosticReport report
        && report.getResult().stream()
            .filter(Reference::hasReference)
            .map(Reference::getReference)
            .flatMap(result -> others.apply(result).stream())
            .anyMatch(this::isSensitive);
  }

  private boolean isSensitive(Resource resource) {
    boolean labelled =
        resource.getMeta().getSecurity().stream()
            .anyMatch(label -> FilledRecords.LABEL.equals(label.getCode()));
    try {
      return labelled
          || resource.fhirType().equals(GENETIC)
          || carries(JSON.readTree(Party.json(resource)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean carries(JsonNode node) {
    if (codes.contains(node.path("system").asText() + "|" + node.path("code").asText())) {
      return true;
    }
    for (JsonNode child : node) {
      if (carries(child)) {
        return true;
      }
    }
    return false;
  }
}
