// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fhirpre.bench.Figure;
import org.fhirpre.bench.Figures;
import org.fhirpre.testkit.SampleData;

/**
 * {@code bench.sh growth}: how the time of a read and of searches within a patient grows with the
 * database, sealed beside plain, each asked in turns. One client; the figure is the 95th
 * percentile.
 */
public final class GrowthBench {

  private static final List<String> MEASURED =
      List.of("read", "search patient+code", "search patient+date");
  private static final List<Long> SIZES = List.of(10_000L, 100_000L, 300_000L);
  private static final int QUICKER = 10;
  private static final int TURNS = 4;
  private static final double PERCENTILE = 0.95;

  private final Settings settings;
  private final SampleData synthea;
  private final boolean quick;

  private GrowthBench(Settings settings, SampleData synthea, boolean quick) {
    this.settings = settings;
    this.synthea = synthea;
    this.quick = quick;
  }

  /** Options as {@link Settings#parse} tells; {@code --quick} takes a tenth of the sizes. */
  public static void main(String[] args) {
    boolean quick = List.of(args).contains("--quick");
    Program.run(args, (settings, data) -> new GrowthBench(settings, data, quick).run());
  }

  private void run() throws IOException, InterruptedException, SQLException {
    if (!settings.database().equals(Database.POSTGRES) || settings.plain().isPresent()) {
      throw new IllegalArgumentException("growth is measured on a PostgreSQL of its own");
    }
    try (Contestants contestants = new Contestants(settings)) {
      List<Endpoint> servers = contestants.start();
      Workload plain = loaded(servers.get(0));
      Workload sealed = loaded(servers.get(1));
      CopiedRows plainRows = new CopiedRows(contestants.connect(Contestants.PLAIN));
      CopiedRows sealedRows = new CopiedRows(contestants.connect(Contestants.SEALED));
      warmUp(plain);
      warmUp(sealed);
      List<Figure> figures = new ArrayList<>();
      for (long size : SIZES) {
        long resources = quick ? size / QUICKER : size;
        plainRows.growTo(resources);
        sealedRows.growTo(resources);
        figures.addAll(measure(plain, sealed, resources));
      }
      Figures all = new Figures("db", figures);
      all.write(settings.result());
      System.out.print(all.table());
      System.out.println("value: sealed, reference: plain, both the 95th percentile of one client");
    }
  }

  private Workload loaded(Endpoint server) {
    Workload workload = new Workload(server, settings.amounts(), synthea);
    workload.loadFoundations(synthea);
    workload.loadPatients();
    return workload;
  }

  /** Before the first size, or the JIT compiler would hide what growth costs. */
  private void warmUp(Workload workload) {
    for (int i = 0; i < settings.amounts().warmUps(); i++) {
      MEASURED.forEach(name -> times(operation(workload, name)));
    }
  }

  private List<Figure> measure(Workload plain, Workload sealed, long resources) {
    List<Figure> figures = new ArrayList<>();
    for (String name : MEASURED) {
      Map<Workload, List<Long>> times = new LinkedHashMap<>();
      for (int turn = 0; turn < TURNS; turn++) {
        for (Workload each : turn % 2 == 0 ? List.of(plain, sealed) : List.of(sealed, plain)) {
          times
              .computeIfAbsent(each, first -> new ArrayList<>())
              .addAll(times(operation(each, name)));
        }
      }
      double ofPlain = percentile(times.getOrDefault(plain, List.of()));
      double ofSealed = percentile(times.getOrDefault(sealed, List.of()));
      figures.add(
          new Figure(
              name,
              settings.database(),
              ofSealed,
              "ms",
              ofPlain,
              ofSealed / ofPlain,
              "at " + resources + " resources"));
      System.out.printf(
          "%d resources, %s: plain %.1f ms sealed %.1f ms%n", resources, name, ofPlain, ofSealed);
    }
    return figures;
  }

  private static Workload.Operation operation(Workload of, String name) {
    return Optional.ofNullable(of.operations().get(name)).orElseThrow();
  }

  /** Nanoseconds of each call in one window. */
  private List<Long> times(Workload.Operation operation) {
    List<Long> times = new ArrayList<>();
    long end = System.nanoTime() + settings.amounts().window().toNanos();
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      operation.run();
      times.add(System.nanoTime() - start);
    }
    return times;
  }

  private static double percentile(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.get((int) (PERCENTILE * (sorted.size() - 1))) / 1e6;
  }
}
