// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.label;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
 * {@code bench.sh label}: microseconds to label one resource of each type, warm, against the budget
 * of 20; the minimum over the iterations counts.
 */
public final class LabelBench {
  private static final double BUDGET_MICROS = 20;

  private LabelBench() {}

  /**
   * @param args the file to write, and {@code --quick}
   */
  public static void main(String[] args) throws RunnerException, IOException {
    boolean quick = List.of(args).contains("--quick");
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(Labelling.class.getName() + "\\..*")
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.MICROSECONDS)
        .forks(1)
        .threads(1)
        .warmupIterations(quick ? 2 : 5)
        .measurementIterations(quick ? 3 : 10)
        .warmupTime(TimeValue.milliseconds(quick ? 500 : 1000))
        .measurementTime(TimeValue.milliseconds(quick ? 500 : 1000))
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
    List<Figure> figures =
        new Runner(options.build()).run().stream().map(LabelBench::figure).toList();
    Figures table = new Figures("backend", figures);
    table.write(Path.of(args[0]));
    System.out.print(table.table());
    System.out.println("reference: the budget of 20 us");
  }

  private static Figure figure(RunResult result) {
    double micros = result.getPrimaryResult().getStatistics().getMin();
    String type = result.getParams().getParam("type");
    return new Figure(
        "label " + type,
        "demo-lists",
        micros,
        "us",
        BUDGET_MICROS,
        micros / BUDGET_MICROS,
        "of the budget");
  }
}
