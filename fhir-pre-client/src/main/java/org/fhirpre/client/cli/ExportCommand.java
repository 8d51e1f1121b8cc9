// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import ca.uhn.fhir.context.FhirContext;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.fhirpre.client.BulkExport;
import org.fhirpre.client.FhirHttp;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A bulk export; with {@code --format json} it comes out as one Bundle. */
@Command(
    name = "export",
    description = "Export everything that is granted; opens it if --key is given.")
final class ExportCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Terminal terminal;

  @Parameters(
      paramLabel = "OF",
      arity = "0..1",
      description = "Patient/ID, Patient or Group/ID; without it all that there is.")
  private String of = "";

  @Option(names = "--type", paramLabel = "TYPES", description = "Such as Observation,Condition.")
  private String types = "";

  @Option(names = "--since", paramLabel = "INSTANT", description = "Only what changed since then.")
  private String since = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final KeyOptions key = new KeyOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FhirHttp http = server.connect(terminal);
    FhirContext context = FhirContext.forR4Cached();
    ResourcePrinter printer = new ResourcePrinter(context, terminal, output);
    try (OpeningSession opener = OpeningSession.of(key, terminal, context, http)) {
      Portions portions = new Portions(BundleType.COLLECTION, printer, output);
      new BulkExport(http, context, opener, PAUSE)
          .run(query(), portion -> portions.take((Bundle) portion.resource()));
      portions.end();
      return opener.conclude(terminal);
    }
  }

  private String query() {
    StringBuilder query = new StringBuilder(of.isEmpty() ? "$export" : of + "/$export");
    String separator = "?";
    if (!types.isEmpty()) {
      query.append(separator).append("_type=").append(types);
      separator = "&";
    }
    if (!since.isEmpty()) {
      query.append(separator).append("_since=").append(since);
    }
    return query.toString();
  }
}
