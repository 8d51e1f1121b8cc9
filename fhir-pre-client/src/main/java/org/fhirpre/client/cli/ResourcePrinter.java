// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.Envelope;
import org.fhirpre.client.EnvelopeOpener;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Prints resources: JSON as it is, one entry a line, or a table of what there is. */
final class ResourcePrinter {
  private static final String ROW = "%-48s %-8s %-26s %-9s%n";

  private final FhirContext context;
  private final PrintWriter out;
  private final OutputOptions.Format format;
  private boolean headed;

  ResourcePrinter(FhirContext context, Terminal terminal, OutputOptions options) {
    this.context = context;
    this.out = terminal.out();
    this.format = options.format();
  }

  void print(Resource resource) {
    switch (format) {
      case JSON -> out.println(parser().setPrettyPrint(true).encodeResourceToString(resource));
      case NDJSON -> entries(resource).forEach(this::line);
      case TABLE -> entries(resource).forEach(this::row);
    }
    out.flush();
  }

  private void line(Resource resource) {
    out.println(parser().encodeResourceToString(resource));
  }

  private void row(Resource resource) {
    if (!headed) {
      out.printf(ROW, "RESOURCE", "VERSION", "UPDATED", "STATE");
      headed = true;
    }
    Meta meta = resource.getMeta();
    out.printf(
        ROW,
        resource.fhirType() + "/" + or(resource.getIdElement().getIdPart()),
        or(meta.getVersionId()),
        or(meta.getLastUpdatedElement().getValueAsString()),
        state(resource));
  }

  private static String state(Resource resource) {
    if (resource.hasUserData(EnvelopeOpener.WRITER)) {
      return "opened";
    }
    if (resource instanceof OperationOutcome) {
      return "outcome";
    }
    return isSealed(resource) ? "sealed" : "clear";
  }

  static boolean isSealed(Resource resource) {
    try {
      return Envelope.of(resource).isPresent();
    } catch (ClientException.NotOpened damaged) {
      return true;
    }
  }

  private static List<Resource> entries(Resource resource) {
    if (!(resource instanceof Bundle bundle)) {
      return List.of(resource);
    }
    return bundle.getEntry().stream()
        .filter(Bundle.BundleEntryComponent::hasResource)
        .map(Bundle.BundleEntryComponent::getResource)
        .flatMap(entry -> entries(entry).stream())
        .toList();
  }

  private IParser parser() {
    return context.newJsonParser().setStripVersionsFromReferences(false);
  }

  private static String or(@Nullable String text) {
    return Optional.ofNullable(text).orElse("-");
  }
}
