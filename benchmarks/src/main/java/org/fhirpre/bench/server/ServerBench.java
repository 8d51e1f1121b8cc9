// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.fhirpre.bench.Figure;
import org.fhirpre.bench.Figures;
import org.fhirpre.testkit.SampleData;

/** {@code bench.sh server}: throughput of a sealed server over that of a plain one. */
public final class ServerBench {

  private static final long SEED = 1;

  private final Settings settings;
  private final SampleData synthea;
  private final PairedRounds rounds;
  private final Random random = new Random(SEED);

  private ServerBench(Settings settings, SampleData synthea) {
    this.settings = settings;
    this.synthea = synthea;
    this.rounds = new PairedRounds(settings.amounts());
  }

  /** Options as {@link Settings#parse} tells. */
  public static void main(String[] args) {
    Program.run(args, ServerBench::run);
  }

  static void run(Settings settings, SampleData synthea)
      throws IOException, InterruptedException, SQLException {
    try (Contestants contestants = new Contestants(settings)) {
      new ServerBench(settings, synthea).run(contestants);
    }
  }

  private void run(Contestants contestants) throws IOException, InterruptedException, SQLException {
    System.out.println("sample data: " + synthea.description());
    List<Endpoint> servers = contestants.start();
    List<Figure> figures = new ArrayList<>();
    Workload plain = workload(servers.get(0));
    Workload sealed = workload(servers.get(1));
    Optional<Volume> plainBefore = contestants.volume(Contestants.PLAIN);
    Optional<Volume> sealedBefore = contestants.volume(Contestants.SEALED);
    load(Contestants.PLAIN, plain);
    load(Contestants.SEALED, sealed);
    requireEqual(plain.found(), sealed.found());
    if (plainBefore.isPresent() && sealedBefore.isPresent()) { // now, while both hold the same
      Volume ofPlain = contestants.volume(Contestants.PLAIN).orElseThrow();
      Volume ofSealed = contestants.volume(Contestants.SEALED).orElseThrow();
      figures.addAll(volumes(ofPlain.since(plainBefore.get()), ofSealed.since(sealedBefore.get())));
    }
    figures.addAll(measure(plain.operations(), sealed.operations()));
    Figures all = new Figures("db", figures);
    all.write(settings.result());
    System.out.print(all.table());
    System.out.println("value: sealed, reference: plain, ratio: median of paired rounds [95 %]");
  }

  private Workload workload(Endpoint server) {
    Workload workload = new Workload(server, settings.amounts(), synthea);
    workload.loadFoundations(synthea);
    return workload;
  }

  private static void load(String name, Workload workload) {
    System.out.println("loading " + name);
    workload.loadPatients();
  }

  private static void requireEqual(Map<String, String> plain, Map<String, String> sealed) {
    plain.forEach(
        (search, found) -> {
          String other = sealed.getOrDefault(search, "nothing");
          if (found.equals("[]") || !found.equals(other)) {
            throw new IllegalStateException(
                search + " finds " + found + " plain and " + other + " sealed");
          }
        });
  }

  private List<Figure> measure(
      Map<String, Workload.Operation> plain, Map<String, Workload.Operation> sealed) {
    Map<String, Integer> operations = new LinkedHashMap<>();
    plain.forEach(
        (name, operation) ->
            operations.put(name, rounds.warmUp(operation, operation(sealed, name))));
    Map<String, List<PairedRounds.Round>> measured = new LinkedHashMap<>();
    for (int round = 1; round <= settings.amounts().rounds(); round++) {
      List<String> order = new ArrayList<>(operations.keySet());
      Collections.shuffle(order, random);
      for (String name : order) {
        PairedRounds.Round pair =
            rounds.round(
                operation(plain, name), operation(sealed, name), operations.getOrDefault(name, 1));
        measured.computeIfAbsent(name, first -> new ArrayList<>()).add(pair);
        System.out.printf(
            "round %d %s plain %.1f/s sealed %.1f/s load %.1f%n",
            round, name, pair.a(), pair.b(), load());
      }
    }
    return operations.keySet().stream()
        .map(name -> figure(name, measured.getOrDefault(name, List.of())))
        .toList();
  }

  private static Workload.Operation operation(Map<String, Workload.Operation> of, String name) {
    return Optional.ofNullable(of.get(name)).orElseThrow();
  }

  private Figure figure(String operation, List<PairedRounds.Round> pairs) {
    Ratios ratios = new Ratios(pairs.stream().map(PairedRounds.Round::ratio).toList());
    double[] interval = ratios.interval(random);
    double sealed = Ratios.median(pairs.stream().mapToDouble(PairedRounds.Round::b).toArray());
    double plain = Ratios.median(pairs.stream().mapToDouble(PairedRounds.Round::a).toArray());
    String note = "[%.2f, %.2f] of %d rounds".formatted(interval[0], interval[1], pairs.size());
    return new Figure(
        operation, settings.database(), sealed, "ops/s", plain, ratios.median(), note);
  }

  private List<Figure> volumes(Volume plain, Volume sealed) {
    return List.of(
        volume("database size", "MB", plain.bytes() / 1e6, sealed.bytes() / 1e6),
        volume("index rows", "rows", (double) plain.indexRows(), (double) sealed.indexRows()));
  }

  private Figure volume(String what, String unit, double plain, double sealed) {
    return new Figure(
        what,
        settings.database(),
        sealed,
        unit,
        plain,
        sealed / plain,
        "added by the same patients");
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
