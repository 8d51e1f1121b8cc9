// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.fhirpre.client.json.StrictJson;

/** One line of data for each file, and the exit status of the whole. */
final class LoadReport {
  private final Terminal terminal;
  private final OutputOptions output;
  private final List<LoadResult> results = new ArrayList<>();

  LoadReport(Terminal terminal, OutputOptions output) {
    this.terminal = terminal;
    this.output = output;
  }

  void add(LoadResult result) {
    results.add(result);
    PrintWriter out = terminal.out();
    if (output.format() == OutputOptions.Format.TABLE) {
      out.printf(
          "%-44s %-14s %6d %8d %7d ms%n",
          result.file(), result.result(), result.status(), result.entries(), result.millis());
    } else {
      out.println(new String(StrictJson.write(result), StandardCharsets.UTF_8));
    }
    out.flush();
    if (result.exitStatus() != ExitStatus.DONE) {
      String problem =
          result.problem().isEmpty()
              ? result.failedEntries() + " entries were refused"
              : result.problem();
      terminal.say(result.file() + ": " + problem);
    }
  }

  /** The worst that happened: no answer, then wrong use, then a refusal. */
  int conclude() {
    long loaded = results.stream().filter(each -> each.result().equals("loaded")).count();
    output.remark(terminal, loaded + " of " + results.size() + " files loaded");
    return results.stream().mapToInt(LoadResult::exitStatus).max().orElse(ExitStatus.DONE);
  }
}
