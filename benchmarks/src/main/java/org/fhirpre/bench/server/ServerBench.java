// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.fhirpre.bench.Figure;
import org.fhirpre.bench.Figures;
import org.fhirpre.testkit.SampleData;

/** {@code bench.sh server}: throughput of a sealed server over that of a plain one. */
public final class ServerBench {

  private static final long SEED = 1;

  private final Settings settings;
  private final SampleData synthea = SampleData.synthea();
  private final PairedRounds rounds;
  private final Random random = new Random(SEED);

  private ServerBench(Settings settings) {
    this.settings = settings;
    this.rounds = new PairedRounds(settings.amounts());
  }

  /** Options as {@link Settings#parse} tells. */
  public static void main(String[] args) throws Exception {
    run(Settings.parse(List.of(args)));
  }

  static void run(Settings settings) throws IOException, InterruptedException, SQLException {
    try (Contestants contestants = new Contestants(settings)) {
      new ServerBench(settings).run(contestants);
    }
  }

  private void run(Contestants contestants) throws IOException, InterruptedException, SQLException {
    System.out.println("sample data: " + synthea.description());
    List<Endpoint> servers = contestants.start();
    Workload plain = prepared("plain", servers.get(0));
    Workload sealed = prepared("sealed", servers.get(1));
    if (plain.hits() == 0 || plain.hits() != sealed.hits()) {
      throw new IllegalStateException(
          "the search finds " + plain.hits() + " plain and " + sealed.hits() + " sealed");
    }
    List<Figure> figures = new ArrayList<>();
    size(contestants, servers).ifPresent(figures::add); // now, while both hold the same
    figures.addAll(measure(plain, sealed));
    Figures all = new Figures("db", figures);
    all.write(settings.result());
    System.out.print(all.table());
    System.out.println("value: sealed, reference: plain, ratio: median of paired rounds [95 %]");
  }

  private Workload prepared(String name, Endpoint server) {
    System.out.println("loading " + name + " at " + server.base());
    Workload workload = new Workload(server, settings.amounts(), synthea);
    workload.prepare(synthea);
    return workload;
  }

  private List<Figure> measure(Workload plain, Workload sealed) {
    List<String> operations = Workload.operations(synthea);
    for (String operation : operations) {
      rounds.warmUp(plain.operation(operation));
      rounds.warmUp(sealed.operation(operation));
    }
    Map<String, List<PairedRounds.Round>> measured = new TreeMap<>();
    for (int round = 1; round <= settings.amounts().rounds(); round++) {
      List<String> order = new ArrayList<>(operations);
      Collections.shuffle(order, random);
      for (String operation : order) {
        PairedRounds.Round pair =
            rounds.round(plain.operation(operation), sealed.operation(operation));
        measured.computeIfAbsent(operation, name -> new ArrayList<>()).add(pair);
        System.out.printf(
            "round %d %s plain %.1f/s sealed %.1f/s load %.1f%n",
            round, operation, pair.a(), pair.b(), load());
      }
    }
    return measured.entrySet().stream()
        .map(each -> figure(each.getKey(), each.getValue()))
        .toList();
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

  private Optional<Figure> size(Contestants contestants, List<Endpoint> servers)
      throws IOException, SQLException {
    OptionalDouble plain = contestants.megabytes(servers.get(0), servers);
    OptionalDouble sealed = contestants.megabytes(servers.get(1), servers);
    if (plain.isEmpty() || sealed.isEmpty()) {
      return Optional.empty();
    }
    double ratio = sealed.getAsDouble() / plain.getAsDouble();
    return Optional.of(
        new Figure(
            "database size",
            settings.database(),
            sealed.getAsDouble(),
            "MB",
            plain.getAsDouble(),
            ratio,
            "after loading the same data"));
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
