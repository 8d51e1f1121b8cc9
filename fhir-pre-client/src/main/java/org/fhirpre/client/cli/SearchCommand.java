// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import ca.uhn.fhir.context.FhirContext;
import java.util.concurrent.Callable;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.FhirPreClient;
import org.fhirpre.client.Opened;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A search with all its pages; with {@code --format json} they come out as one Bundle. */
@Command(name = "search", description = "Search, all pages; opens what it finds if --key is given.")
final class SearchCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "QUERY",
      description = "Such as Observation?patient=Patient/1&code=http://loinc.org|8867-4.")
  private String query = "";

  @Option(names = "--raw", description = "Do not open, also if --key is given.")
  private boolean raw;

  @Option(
      names = "--pages",
      paramLabel = "N",
      description = "Stop after so many pages (default: all).")
  private int maxPages = Integer.MAX_VALUE;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final KeyOptions key = new KeyOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private int pages;

  SearchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FhirHttp http = server.connect(terminal);
    FhirContext context = FhirContext.forR4Cached();
    ResourcePrinter printer = new ResourcePrinter(context, terminal, output);
    try (OpeningSession opener =
        raw ? OpeningSession.keyless() : OpeningSession.of(key, terminal, context, http)) {
      Portions portions = new Portions(BundleType.SEARCHSET, printer, output);
      FhirPreClient client = new FhirPreClient(http, context, opener);
      client.search(query, page -> take(page, portions));
      portions.end();
      return opener.conclude(terminal);
    }
  }

  private boolean take(Opened page, Portions portions) {
    if (!(page.resource() instanceof Bundle bundle)) {
      throw new ClientException.Misuse("the answer is not a Bundle; use: fhirpre read");
    }
    portions.take(bundle);
    pages++;
    return pages < maxPages;
  }
}
