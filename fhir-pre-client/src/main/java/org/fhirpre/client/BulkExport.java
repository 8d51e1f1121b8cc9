// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;

/**
 * An export as HL7's Bulk Data Access describes it: asked for, waited for, its NDJSON files opened.
 *
 * <p>Thread-safe if the opener is.
 */
public final class BulkExport {
  private static final String NDJSON = "application/fhir+ndjson";
  private static final int IN_PROGRESS = 202;

  /** Resources that are opened together. */
  private static final int PORTION = 200;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final FhirHttp http;
  private final FhirPreClient client;
  private final ResourceOpener opener;
  private final Duration pause;

  /**
   * @param opener stays the caller's
   * @param pause between two questions whether it is done
   */
  public BulkExport(FhirHttp http, FhirContext context, ResourceOpener opener, Duration pause) {
    this.http = http;
    this.client = new FhirPreClient(http, context, opener);
    this.opener = opener;
    this.pause = pause;
  }

  /**
   * Waits as long as it takes.
   *
   * @param query relative to the base: {@code Patient/1/$export?_type=Observation}
   * @param portions is given what came, as collections, file by file
   * @throws ClientException.Refused if the server says no
   * @throws ClientException.Unreachable if the export failed, or what came is not FHIR
   */
  public void run(String query, Consumer<Opened> portions) {
    String status =
        http.begin(query)
            .orElseThrow(
                () -> new ClientException.Unreachable("the server does not say where to wait"));
    FhirHttp.Answer answer = http.get(status);
    while (answer.status() == IN_PROGRESS) {
      sleep();
      answer = http.get(status);
    }
    for (String file : files(answer.body())) {
      open(http.get(file, NDJSON).body(), portions);
    }
  }

  private static List<String> files(String manifest) {
    try {
      List<String> files = new ArrayList<>();
      for (JsonNode output : JSON.readTree(manifest).path("output")) {
        files.add(output.path("url").asText());
      }
      return files;
    } catch (JsonProcessingException e) {
      throw new ClientException.Unreachable("the list of files is not JSON");
    }
  }

  private void open(String ndjson, Consumer<Opened> portions) {
    List<String> lines = ndjson.lines().filter(line -> !line.isBlank()).toList();
    for (int from = 0; from < lines.size(); from += PORTION) {
      Bundle portion = new Bundle().setType(BundleType.COLLECTION);
      lines
          .subList(from, Math.min(lines.size(), from + PORTION))
          .forEach(line -> portion.addEntry().setResource(client.parse(line)));
      portions.accept(opener.open(portion));
    }
  }

  private void sleep() {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientException.Unreachable("interrupted");
    }
  }
}
