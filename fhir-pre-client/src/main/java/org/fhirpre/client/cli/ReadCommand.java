// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import ca.uhn.fhir.context.FhirContext;
import java.util.concurrent.Callable;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.FhirPreClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One GET, opened with the reader's or the owner's keys. */
@Command(name = "read", description = "Read a resource or a Bundle; opens it if --key is given.")
final class ReadCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "QUERY",
      description = "Below the base address, such as Patient/1 or Patient/1/$everything.")
  private String query = "";

  @Option(names = "--raw", description = "Print the answer byte for byte as received.")
  private boolean raw;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final KeyOptions key = new KeyOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  ReadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FhirHttp http = server.connect(terminal);
    if (raw) {
      terminal.out().println(http.get(query).body());
      terminal.out().flush();
      return ExitStatus.DONE;
    }
    FhirContext context = FhirContext.forR4Cached();
    try (OpeningSession opener = OpeningSession.of(key, terminal, context, http)) {
      FhirPreClient client = new FhirPreClient(http, context, opener);
      new ResourcePrinter(context, terminal, output).print(client.read(query).resource());
      return opener.conclude(terminal);
    }
  }
}
