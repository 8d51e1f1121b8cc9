// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.fhirpre.client.EnvelopeSummary;
import org.fhirpre.client.json.StrictJson;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints what sealed resources show to somebody who has no key. */
@Command(name = "inspect", description = "Show what an envelope tells without a key.")
final class InspectCommand implements Callable<Integer> {
  private static final String ROW = "%-48s %-8s %-9s %9s %6s %s%n";

  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "File, or - for input.")
  private String file = "";

  @Mixin private final OutputOptions output = new OutputOptions();

  InspectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<EnvelopeSummary> found =
        resources(InputFile.resource(file, terminal)).stream().map(EnvelopeSummary::of).toList();
    if (output.format() == OutputOptions.Format.TABLE) {
      terminal.out().printf(ROW, "RESOURCE", "VERSION", "STATE", "BYTES", "SHARES", "VIEW");
      found.forEach(this::row);
    } else {
      found.forEach(each -> terminal.out().println(json(each)));
    }
    terminal.out().flush();
    boolean damaged = found.stream().anyMatch(EnvelopeSummary::isDamaged);
    return damaged ? ExitStatus.NOT_OPENED : ExitStatus.DONE;
  }

  private void row(EnvelopeSummary each) {
    terminal
        .out()
        .printf(
            ROW,
            each.resource(),
            each.version(),
            each.state(),
            each.contentBytes(),
            each.shares().size(),
            each.view());
  }

  private static String json(EnvelopeSummary summary) {
    return new String(StrictJson.write(summary), StandardCharsets.UTF_8);
  }

  private static List<Resource> resources(Resource resource) {
    if (!(resource instanceof Bundle bundle)) {
      return List.of(resource);
    }
    return bundle.getEntry().stream()
        .filter(Bundle.BundleEntryComponent::hasResource)
        .map(Bundle.BundleEntryComponent::getResource)
        .flatMap(entry -> resources(entry).stream())
        .toList();
  }
}
