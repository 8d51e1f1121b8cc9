// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.fhirpre.bench.Figures;
import org.openjdk.jmh.runner.RunnerException;

/**
 * {@code bench.sh core}: operations beside the steps that they consist of, in alternating rounds.
 */
public final class CoreBench {

  private CoreBench() {}

  /**
   * @param args the file to write, and {@code --quick}
   */
  public static void main(String[] args) throws RunnerException, IOException {
    Length length = List.of(args).contains("--quick") ? Length.QUICK : Length.FULL;
    Peers peers = Peers.fromEnvironment();
    CoreRun run = new CoreRun();
    CoreReport report = new CoreReport(run, peers);
    Path file = Path.of(args[0]);
    for (int round = 1; round <= length.rounds(); round++) {
      System.out.println("round " + round + " of " + length.rounds());
      for (Variant variant : Variant.all()) {
        run.measure(variant, length);
      }
      peers.measure();
      report.figures().write(file); // whatever happens to the rounds after it
    }
    run.measureScalingAndAllocation(length);
    Figures figures = report.figures();
    figures.write(file);
    System.out.print(figures.table());
    System.out.print(report.legend());
  }
}
