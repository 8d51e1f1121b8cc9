// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.fhirpre.bench.Figure;
import org.fhirpre.bench.Figures;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * {@code bench.sh core}: operations and primitives in alternating rounds, one thread, one fork; the
 * minimum over all iterations of all rounds counts, because everything that disturbs makes it
 * longer.
 */
public final class CoreBench {

  private static final String BACKEND = "bouncy-castle";

  private CoreBench() {}

  /** How long to measure; quick is for looking whether it works, not for figures. */
  private record Length(int rounds, int warmups, int measures, long millis) {
    static final Length FULL = new Length(3, 5, 10, 1000);
    static final Length QUICK = new Length(1, 2, 3, 300);
  }

  /**
   * @param args the file to write, and {@code --quick}
   */
  public static void main(String[] args) throws RunnerException, IOException {
    Length length = List.of(args).contains("--quick") ? Length.QUICK : Length.FULL;
    Map<String, Double> times = new TreeMap<>();
    for (int round = 1; round <= length.rounds(); round++) {
      System.out.println("round " + round + " of " + length.rounds());
      measure(length, Primitives.class, times);
      measure(length, Operations.class, times);
    }
    Figures figures = new Figures("backend", figures(times));
    figures.write(Path.of(args[0]));
    System.out.print(figures.table());
    System.out.println(
        "reference: F fixed base, P secret-safe, J joint check, Sg sign, Vf verify of Bouncy"
            + " Castle, same run; V is its ordinary multiplication");
  }

  private static void measure(Length length, Class<?> benchmarks, Map<String, Double> times)
      throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(benchmarks.getName() + "\\..*")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.MICROSECONDS)
            .forks(1)
            .threads(1)
            .warmupIterations(length.warmups())
            .warmupTime(TimeValue.milliseconds(length.millis()))
            .measurementIterations(length.measures())
            .measurementTime(TimeValue.milliseconds(length.millis()))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    for (RunResult result : new Runner(options).run()) {
      String method = result.getPrimaryResult().getLabel();
      times.merge(method, result.getPrimaryResult().getStatistics().getMin(), Math::min);
    }
  }

  private static List<Figure> figures(Map<String, Double> times) {
    List<Figure> figures = new ArrayList<>();
    double ordinary = times.getOrDefault("variableBase", Double.NaN);
    for (String primitive :
        List.of("fixedBase", "variableBase", "secret", "joint", "sign", "verify")) {
      double time = times.getOrDefault(primitive, Double.NaN);
      figures.add(
          new Figure("bc " + primitive, BACKEND, time, "us", ordinary, time / ordinary, "in V"));
    }
    for (Budget budget : Budget.values()) {
      double time = times.getOrDefault(budget.operation(), Double.NaN);
      double reference = budget.of(times);
      figures.add(
          new Figure(
              budget.operation(),
              BACKEND,
              time,
              "us",
              reference,
              time / reference,
              budget.formula()));
    }
    return figures;
  }
}
