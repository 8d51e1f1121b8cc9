// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.consent;

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
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * {@code bench.sh consent}: milliseconds on one core, warm, of single calls; the tenth percentile
 * counts, because a busy machine interrupts most calls that are as long as a time slice. A page is
 * held against the budget of 5 ms; the grants of a Consent are the sum of their steps.
 */
public final class ConsentBench {
  private static final double BUDGET_MILLIS = 5;
  private static final double QUIET = 10;

  private ConsentBench() {}

  /**
   * @param args the file to write, and {@code --quick}
   */
  public static void main(String[] args) throws RunnerException, IOException {
    boolean quick = List.of(args).contains("--quick");
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(ConsentBench.class.getPackageName().replace(".", "\\.") + "\\..*")
        .mode(Mode.SampleTime)
        .timeUnit(TimeUnit.MICROSECONDS)
        .forks(1)
        .threads(1)
        .warmupIterations(quick ? 3 : 5)
        .measurementIterations(quick ? 5 : 10)
        .warmupTime(TimeValue.seconds(1))
        .measurementTime(TimeValue.seconds(1))
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
    Map<String, Double> millis = new TreeMap<>();
    for (RunResult result : new Runner(options.build()).run()) {
      String name = result.getParams().getBenchmark().replaceAll(".*\\.", "");
      millis.put(name, result.getPrimaryResult().getStatistics().getPercentile(QUIET) / 1000);
    }
    Figures table = new Figures("backend", figures(millis, new Granting().fragments()));
    table.write(Path.of(args[0]));
    System.out.print(table.table());
  }

  private static List<Figure> figures(Map<String, Double> millis, int fragments) {
    double page = value(millis, "page_of_100_under_200_consents");
    double made = value(millis, "key_fragment") * fragments;
    double grants = value(millis, "plan") + made + value(millis, "verification") * fragments;
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure(
            "page of 100, 200 Consents",
            "policy",
            page,
            "ms",
            BUDGET_MILLIS,
            page / BUDGET_MILLIS,
            "of the budget"));
    figures.add(
        new Figure(
            "grants of a PCF basic Consent",
            "umbral",
            grants,
            "ms",
            made,
            grants / made,
            fragments + " key fragments, planned, made, verified; reference: made"));
    return figures;
  }

  private static double value(Map<String, Double> millis, String name) {
    Double value = millis.get(name);
    if (value == null) {
      throw new IllegalStateException("not measured: " + name);
    }
    return value;
  }
}
