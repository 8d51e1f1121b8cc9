// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.fhirpre.testkit.SampleData;

/**
 * What the benchmarks of servers have in common as programs: options, data, one line on failure.
 */
final class Program {
  private static final Path SHIPPED = Path.of("hapi-server/src/main/demo-data");

  private Program() {}

  /** The benchmark itself. */
  interface Benchmark {
    void run(Settings settings, SampleData synthea)
        throws IOException, InterruptedException, SQLException;
  }

  /**
   * Runs it and ends this JVM, with 2 for wrong use and 1 for any failure.
   *
   * @param args options as {@link Settings#parse} tells
   */
  @SuppressWarnings("CatchingUnchecked") // the edge: people get one line
  static void run(String[] args, Benchmark benchmark) {
    int status = 0;
    try {
      SampleData found = SampleData.synthea();
      SampleData data = found.available() ? found : SampleData.folder(SHIPPED);
      benchmark.run(Settings.parse(List.of(args)), data);
    } catch (IllegalArgumentException wrongUse) {
      System.err.println("bench: " + wrongUse.getMessage());
      status = 2;
    } catch (Exception failed) {
      System.err.println("bench: " + Objects.requireNonNullElse(failed.getMessage(), failed));
      status = 1;
    }
    System.exit(status);
  }
}
