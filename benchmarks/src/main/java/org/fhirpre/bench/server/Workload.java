// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.fhirpre.testkit.SampleBundle;
import org.fhirpre.testkit.SampleData;

/**
 * The data on one server and what is asked of it. Both servers of a run get the same in the same
 * order. The operations may run on many threads.
 */
final class Workload {

  /** Larger bundles would fill a window with one or two requests. */
  private static final int MAX_BUNDLE_CHARACTERS = 1_700_000;

  private final Endpoint server;
  private final Settings.Amounts amounts;
  private final List<String> patients = new ArrayList<>();
  private final List<String> observations = new ArrayList<>();
  private final List<String> bundles;
  private final AtomicInteger next = new AtomicInteger();

  Workload(Endpoint server, Settings.Amounts amounts, SampleData synthea) {
    this.server = server;
    this.amounts = amounts;
    this.bundles =
        synthea.patients().stream()
            .map(SampleBundle::json)
            .filter(json -> json.length() < MAX_BUNDLE_CHARACTERS)
            .toList();
  }

  /** One thing to ask for, as often as possible. */
  interface Operation {
    void run();
  }

  /** What there is to measure; transactions only if there are sample patients. */
  static List<String> operations(SampleData synthea) {
    List<String> names =
        new ArrayList<>(List.of("create Observation", "read", "search patient+code"));
    if (synthea.available()) {
      names.add("Synthea transaction");
    }
    return names;
  }

  /**
   * Loads the practitioner, the patients and what refers to them, and lets the reader read them.
   */
  void prepare(SampleData synthea) {
    for (SampleBundle foundation : synthea.foundations()) {
      server.post(DemoClients.WRITER, "", foundation.json());
    }
    for (int i = 0; i < amounts.patients(); i++) {
      String bundle = Resources.patientWithObservations(i, amounts.observations());
      JsonNode answer = server.post(DemoClients.WRITER, "", bundle);
      List<String> made = new ArrayList<>();
      answer.path("entry").forEach(entry -> made.add(literal(entry)));
      patients.add(made.get(0));
      observations.addAll(made.subList(1, made.size()));
    }
    server.readerReference().ifPresent(this::grant);
  }

  private void grant(String reader) {
    new ReaderKey(server, reader).register();
    for (String patient : patients) {
      server.post(DemoClients.ADMIN, "Consent", Resources.consent(patient, reader));
    }
  }

  /** How many hits the measured search has for the first patient: equal on both, or it is void. */
  int hits() {
    return server.get(search(0)).path("entry").size();
  }

  Operation operation(String name) {
    return switch (name) {
      case "create Observation" -> this::create;
      case "read" -> () -> server.get(observations.get(turn() % observations.size()));
      case "search patient+code" -> () -> server.get(search(turn()));
      case "Synthea transaction" ->
          () -> server.post(DemoClients.WRITER, "", bundles.get(turn() % bundles.size()));
      default -> throw new IllegalArgumentException("no such operation: " + name);
    };
  }

  private void create() {
    int turn = turn();
    String subject = patients.get(turn % patients.size());
    server.post(DemoClients.WRITER, "Observation", Resources.observation(subject, turn));
  }

  private String search(int turn) {
    String code = Resources.codeOf(turn).replace("|", "%7C");
    return "Observation?patient=" + patients.get(turn % patients.size()) + "&code=" + code;
  }

  private int turn() {
    return next.getAndIncrement();
  }

  private static String literal(JsonNode entry) {
    String location = entry.path("response").path("location").asText();
    String[] parts = location.replaceFirst("/_history/.*", "").split("/", -1);
    return parts[parts.length - 2] + "/" + parts[parts.length - 1];
  }
}
