// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fhirpre.terminology.Label;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.UriType;

/**
 * The extensions of a provision that the deployment declares as known. Known is one that stands on
 * the provision itself, is declared, has a handler here and has a value of the right shape.
 */
final class ProvisionExtensions {
  private final Set<String> declared;
  private final Directory directory;
  private final Findings findings;

  ProvisionExtensions(Set<String> declared, Directory directory, Findings findings) {
    this.declared = declared;
    this.directory = directory;
    this.findings = findings;
  }

  /** Whether any extension inside the provision, child provisions apart, is not understood. */
  boolean anyUnknown(ProvisionComponent p) {
    List<Extension> onProvision = p.getExtension();
    return Elements.extensions(p, "extension", Set.of("provision")).stream()
        .anyMatch(e -> onProvision.stream().noneMatch(known -> known == e) || !understood(e));
  }

  Set<Label> environments(ProvisionComponent p) {
    return declared(p, KnownExtensions.ENVIRONMENT).stream()
        .flatMap(extension -> codings(extension).stream())
        .collect(Collectors.toSet());
  }

  Set<String> locations(ProvisionComponent p, String path) {
    Set<String> locations = new HashSet<>();
    for (Extension extension : declared(p, KnownExtensions.LOCATION)) {
      if (extension.getValue() instanceof Reference reference) {
        directory
            .resolve(reference)
            .ifPresentOrElse(
                locations::add,
                () -> findings.add(FindingCode.UNRESOLVABLE_DATA, path + ".extension"));
      }
    }
    return locations;
  }

  Set<String> sources(ProvisionComponent p) {
    return declared(p, KnownExtensions.DATA_SOURCE).stream()
        .flatMap(extension -> uri(extension).stream())
        .collect(Collectors.toSet());
  }

  private boolean understood(Extension extension) {
    String url = Optional.ofNullable(extension.getUrl()).orElse("");
    if (!declared.contains(url) || !extension.getExtension().isEmpty()) {
      return false;
    }
    return switch (url) {
      case KnownExtensions.ENVIRONMENT -> !codings(extension).isEmpty();
      case KnownExtensions.LOCATION -> extension.getValue() instanceof Reference;
      case KnownExtensions.DATA_SOURCE -> uri(extension).isPresent();
      default -> false;
    };
  }

  private List<Extension> declared(ProvisionComponent p, String url) {
    return p.getExtension().stream()
        .filter(extension -> url.equals(extension.getUrl()) && understood(extension))
        .toList();
  }

  private static Set<Label> codings(Extension extension) {
    List<Coding> codings =
        extension.getValue() instanceof CodeableConcept concept ? concept.getCoding() : List.of();
    Set<Label> labels =
        codings.stream()
            .flatMap(coding -> Elements.label(coding).stream())
            .collect(Collectors.toSet());
    return labels.size() == codings.size() ? labels : Set.of();
  }

  private static Optional<String> uri(Extension extension) {
    return extension.getValue() instanceof UriType uri
        ? Optional.ofNullable(uri.getValue())
        : Optional.empty();
  }
}
