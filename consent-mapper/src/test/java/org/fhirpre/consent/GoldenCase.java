// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Labels;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Consent;

/**
 * One row of a file of decisions.
 *
 * @param folder of the Consents
 */
record GoldenCase(Path folder, JsonNode row) {

  /** Whether its Consent is there; one is not, for want of a licence, see the README. */
  boolean present() {
    return Files.exists(folder.resolve(file()));
  }

  String file() {
    return row.path("consentFile").asText();
  }

  String expected() {
    return row.path("expected").asText();
  }

  /** {@code permit}, {@code deny} or {@code rejected:<code>}, as this module decides. */
  String decision() throws IOException {
    ConsentMapper mapper =
        new ConsentMapper(
            new MapperConfig(ZoneOffset.UTC, Set.of(), texts(row.at("/config/knownExtensions"))));
    Instant now = Range.of(request("now").asText(), ZoneOffset.UTC).start();
    List<NormalConsent> mapped = new ArrayList<>();
    for (Consent consent : consents()) {
      MappingOutcome outcome = mapper.map(consent, directory(), now);
      if (outcome instanceof MappingOutcome.Rejected) {
        return "rejected:" + firstError(outcome);
      }
      if (outcome instanceof MappingOutcome.Enforceable enforceable) {
        mapped.add(enforceable.consent());
      }
    }
    ConsentDecision decision =
        ConsentRule.decide(Map.of("Patient/it", mapped), Set.of(), resource(), access(), now);
    return decision.permitted() ? "permit" : "deny";
  }

  private static String firstError(MappingOutcome outcome) {
    return outcome.findings().stream()
        .filter(Finding::error)
        .map(finding -> finding.code().code())
        .findFirst()
        .orElse("without an error");
  }

  /** Every literal reference is found; logical ones as far as the configuration says. */
  private TestDirectory directory() {
    TestDirectory directory = new TestDirectory();
    row.at("/config/identifiers")
        .properties()
        .forEach(known -> directory.knowing(known.getKey(), known.getValue().asText()));
    return directory;
  }

  private List<Consent> consents() throws IOException {
    Path file = folder.resolve(file());
    IBaseResource parsed = TestConsents.FHIR.newJsonParser().parseResource(Files.readString(file));
    if (parsed instanceof Consent consent) {
      return List.of(consent);
    }
    Set<String> wanted = texts(row.path("consentIds"));
    return ((Bundle) parsed)
        .getEntry().stream()
            .map(Bundle.BundleEntryComponent::getResource)
            .filter(Consent.class::isInstance)
            .map(Consent.class::cast)
            .filter(consent -> wanted.contains(consent.getIdElement().getIdPart()))
            .toList();
  }

  private ResourceAttributes resource() {
    String reference = request("resource").asText("");
    return new ResourceAttributes(
        request("resourceType").asText(),
        reference.substring(reference.indexOf('/') + 1),
        Set.of("Patient/it"),
        labels(),
        text("effective").map(date -> Range.of(date, ZoneOffset.UTC)),
        texts(request("authors")),
        texts(request("references")),
        codings(request("codes")),
        text("metaSource"));
  }

  private Labels labels() {
    Confidentiality confidentiality = Confidentiality.N;
    Set<Label> sensitivities = new HashSet<>();
    for (Label label : codings(request("labels"))) {
      confidentiality =
          Confidentiality.ofLabel(label).map(confidentiality::max).orElse(confidentiality);
      if (Confidentiality.ofLabel(label).isEmpty()) {
        sensitivities.add(Facet.ofLabel(label).orElseThrow().label());
      }
    }
    return Labels.of(confidentiality, sensitivities);
  }

  private AccessRequest access() {
    Set<String> identities = new HashSet<>();
    for (String group : List.of("organizations", "groups", "roles")) {
      identities.addAll(texts(request(group)));
    }
    Set<Label> purposes =
        request("purpose").isEmpty() ? Set.of() : Set.of(coding(request("purpose")));
    return new AccessRequest(
        request("actor").asText(),
        identities,
        purposes,
        Action.of(new Label(Action.SYSTEM, request("action").asText())).orElseThrow(),
        codings(request("environment")),
        texts(request("locations")));
  }

  JsonNode request(String member) {
    return row.path("request").path(member);
  }

  private Optional<String> text(String member) {
    return Optional.ofNullable(request(member).textValue());
  }

  static Set<String> texts(JsonNode array) {
    Set<String> texts = new LinkedHashSet<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static Set<Label> codings(JsonNode array) {
    List<Label> labels = new ArrayList<>();
    array.forEach(item -> labels.add(coding(item)));
    return labels.stream().collect(Collectors.toSet());
  }

  private static Label coding(JsonNode item) {
    return new Label(item.get("system").asText(), item.get("code").asText());
  }
}
