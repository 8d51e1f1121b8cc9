// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.fhirpre.testkit.SampleBundle;
import org.fhirpre.testkit.SampleData;

/**
 * The data on one server and what is asked of it. Both servers of a run get the same in the same
 * order. The operations may run on many threads.
 */
final class Workload {

  private static final int COMPARED = 3;

  private final Endpoint server;
  private final Settings.Amounts amounts;
  private final List<String> patients = new ArrayList<>();
  private final List<String> observations = new ArrayList<>();
  private final List<String> bundles;

  Workload(Endpoint server, Settings.Amounts amounts, SampleData synthea) {
    this.server = server;
    this.amounts = amounts;
    this.bundles =
        synthea.patients().stream()
            .map(SampleBundle::json)
            .sorted(Comparator.comparing(String::length))
            .limit(amounts.bundles())
            .toList();
  }

  /** One thing to ask for, as often as possible. */
  interface Operation {
    void run();
  }

  private interface Turn {
    void run(int turn);
  }

  private interface Query {
    String of(int turn);
  }

  /** Loads the hospitals and practitioners that the sample patients refer to; stored readable. */
  void loadFoundations(SampleData synthea) {
    for (SampleBundle foundation : synthea.foundations()) {
      server.post(DemoClients.WRITER, "", foundation.json());
    }
  }

  /** Loads the patients and what refers to them, and lets the reader read them. */
  void loadPatients() {
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

  /** What there is to measure, in the same order on both servers. */
  Map<String, Operation> operations() {
    Map<String, Operation> operations = new LinkedHashMap<>();
    operations.put("create Observation", inTurn(this::create));
    operations.put("read", inTurn(turn -> server.get(observation(turn))));
    queries().forEach((name, query) -> operations.put(name, inTurn(t -> server.get(query.of(t)))));
    operations.put(
        "Synthea transaction",
        inTurn(t -> server.post(DemoClients.WRITER, "", bundles.get(t % bundles.size()))));
    return operations;
  }

  /**
   * What each search finds for the first few turns, as places in the order of loading: equal on
   * both servers, or a comparison is void. A page that is full may hold any of the hits.
   */
  Map<String, String> found() {
    Map<String, String> found = new LinkedHashMap<>();
    queries()
        .forEach(
            (name, query) -> {
              for (int turn = 0; turn < COMPARED; turn++) {
                found.put(name + " " + turn, places(server.get(query.of(turn))));
              }
            });
    return found;
  }

  private Map<String, Query> queries() {
    Map<String, Query> queries = new LinkedHashMap<>();
    queries.put("search patient+code", turn -> of(turn) + "&code=" + Resources.codeOf(turn));
    queries.put("search patient+date", turn -> of(turn) + "&" + Resources.week(turn));
    queries.put("search two ranges", Resources::wideRanges);
    return queries;
  }

  private String of(int turn) {
    return "Observation?patient=" + patients.get(turn % patients.size());
  }

  private String places(JsonNode page) {
    TreeSet<Integer> places = new TreeSet<>();
    for (JsonNode entry : page.path("entry")) {
      places.add(observations.indexOf("Observation/" + entry.at("/resource/id").asText()));
    }
    return places.size() < Resources.PAGE ? places.toString() : "a full page";
  }

  private String observation(int turn) {
    return observations.get(turn % observations.size());
  }

  private void create(int turn) {
    String subject = patients.get(turn % patients.size());
    server.post(DemoClients.WRITER, "Observation", Resources.observation(subject, turn));
  }

  private static Operation inTurn(Turn operation) {
    AtomicInteger next = new AtomicInteger();
    return () -> operation.run(next.getAndIncrement());
  }

  private static String literal(JsonNode entry) {
    String location = entry.path("response").path("location").asText();
    String[] parts = location.replaceFirst("/_history/.*", "").split("/", -1);
    return parts[parts.length - 2] + "/" + parts[parts.length - 1];
  }
}
