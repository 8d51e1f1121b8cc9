// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.fhirpre.terminology.Label;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Consent.provisionDataComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;

/** Whether a provision speaks of one sensitivity of a resource and one purpose of a request. */
record ReferenceMatch(
    ResourceAttributes resource,
    Optional<Label> sensitivity,
    AccessRequest request,
    Optional<Label> purpose) {

  private static final List<String> LEVELS = List.of("U", "L", "M", "N", "R", "V");

  /** As far as {@link RandomConsents} goes; from v3-ActReason. */
  private static final Map<String, String> PURPOSE_ABOVE =
      Map.of("BTG", "ETREAT", "ERTREAT", "ETREAT", "ETREAT", "TREAT", "BIORCH", "HRESCH");

  private static final Set<String> MUST_BE_NAMED = Set.of("ETREAT", "BTG");

  /** As far as {@link RandomConsents} goes; from v3-ActCode and the closure of our own. */
  private static final Map<String, Set<String>> ABOVE =
      Map.of(
          "OPIOIDUD",
          Set.of("SUD", "ETH", "SPI"),
          "PSY",
          Set.of("SPI"),
          "SUD",
          Set.of("ETH", "SPI"));

  boolean matches(ReferenceConsent.Provision provision, Effect effect) {
    boolean permits = effect == Effect.PERMIT;
    return actor(provision)
        && purpose(provision, permits)
        && action(provision)
        && label(provision, permits)
        && among(provision, ProvisionComponent::hasClass_, this::type)
        && among(provision, ProvisionComponent::hasCode, this::code)
        && dataPeriod(provision, permits)
        && among(provision, ProvisionComponent::hasData, this::data)
        && known(provision, KnownExtensions.LOCATION, request.locations(), permits)
        && known(provision, KnownExtensions.ENVIRONMENT, environments(), permits)
        && source(provision);
  }

  private static boolean among(
      ReferenceConsent.Provision provision,
      Predicate<ProvisionComponent> states,
      Predicate<ProvisionComponent> holds) {
    return provision.stating(states).map(holds::test).orElse(true);
  }

  private boolean actor(ReferenceConsent.Provision provision) {
    return among(
        provision,
        p -> p.getActor().stream().anyMatch(ReferenceConsent::recipient),
        p ->
            p.getActor().stream()
                .filter(ReferenceConsent::recipient)
                .anyMatch(a -> request.identities().contains(a.getReference().getReference())));
  }

  /** Covers what lies below; a permit only as far as nothing must be named on the way. */
  private boolean purpose(ReferenceConsent.Provision provision, boolean permits) {
    List<Coding> stated =
        provision
            .stating(ProvisionComponent::hasPurpose)
            .map(ProvisionComponent::getPurpose)
            .orElse(
                provision.research()
                    ? List.of(new Coding(Scene.purpose("HRESCH").system(), "HRESCH", ""))
                    : List.of());
    if (stated.isEmpty()) {
      return true;
    }
    return purpose
        .map(asked -> stated.stream().anyMatch(coding -> covers(coding, asked, permits)))
        .orElse(!permits);
  }

  private static boolean covers(Coding stated, Label asked, boolean permits) {
    if (!stated.getSystem().equals(asked.system())) {
      return false;
    }
    String at = asked.code();
    while (at != null && !at.equals(stated.getCode())) {
      at = permits && MUST_BE_NAMED.contains(at) ? null : PURPOSE_ABOVE.get(at);
    }
    return at != null;
  }

  private boolean action(ReferenceConsent.Provision provision) {
    List<String> stated =
        provision.stating(ProvisionComponent::hasAction).stream()
            .flatMap(p -> codings(p.getAction()).stream())
            .map(Coding::getCode)
            .toList();
    return switch (request.action()) {
      case COLLECT -> stated.contains("collect");
      case CORRECT -> stated.contains("correct");
      case ACCESS, USE, DISCLOSE ->
          stated.isEmpty()
              || stated.stream().anyMatch(Set.of("access", "use", "disclose")::contains);
    };
  }

  private boolean label(ReferenceConsent.Provision provision, boolean permits) {
    return among(
        provision,
        ProvisionComponent::hasSecurityLabel,
        p -> p.getSecurityLabel().stream().anyMatch(stated -> label(stated.getCode(), permits)));
  }

  private boolean label(String stated, boolean permits) {
    int level = LEVELS.indexOf(stated);
    if (level < 0) {
      return sensitivity
          .map(Label::code)
          .filter(own -> own.equals(stated) || ABOVE.getOrDefault(own, Set.of()).contains(stated))
          .isPresent();
    }
    int own = LEVELS.indexOf(resource.labels().confidentiality().name());
    return permits ? own <= level : own >= level;
  }

  private boolean type(ProvisionComponent p) {
    return p.getClass_().stream().anyMatch(c -> c.getCode().equals(resource.type()));
  }

  private boolean code(ProvisionComponent p) {
    return codings(p.getCode()).stream()
        .anyMatch(c -> resource.codes().contains(new Label(c.getSystem(), c.getCode())));
  }

  /** A permit needs the whole range inside, a deny overlaps; the undated denies. */
  private boolean dataPeriod(ReferenceConsent.Provision provision, boolean permits) {
    return among(
        provision,
        p -> !p.getDataPeriod().isEmpty(),
        p -> {
          if (resource.effective().isEmpty()) {
            return !permits;
          }
          Range range = resource.effective().get();
          String start = p.getDataPeriod().getStartElement().getValueAsString();
          String end = p.getDataPeriod().getEndElement().getValueAsString();
          Instant from = start == null ? Instant.MIN : ReferenceConsent.first(start);
          Instant to = end == null ? Instant.MAX : ReferenceConsent.next(end);
          return permits
              ? !range.start().isBefore(from) && !range.end().isAfter(to)
              : range.start().isBefore(to) && from.isBefore(range.end());
        });
  }

  private boolean data(ProvisionComponent p) {
    return p.getData().stream().anyMatch(this::data);
  }

  private boolean data(provisionDataComponent rule) {
    String named = rule.getReference().getReference();
    boolean itself = named.equals(resource.type() + "/" + resource.id());
    return switch (rule.getMeaning().toCode()) {
      case "instance" -> itself;
      case "authoredby" -> resource.authors().contains(named);
      default -> itself || resource.references().contains(named);
    };
  }

  private Set<String> environments() {
    return Set.copyOf(request.environments().stream().map(Label::code).toList());
  }

  private boolean known(
      ReferenceConsent.Provision provision, String url, Set<String> actual, boolean permits) {
    List<String> stated = extensions(provision, url);
    if (stated.isEmpty()) {
      return true;
    }
    return actual.isEmpty() ? !permits : stated.stream().anyMatch(actual::contains);
  }

  private boolean source(ReferenceConsent.Provision provision) {
    List<String> stated = extensions(provision, KnownExtensions.DATA_SOURCE);
    return stated.isEmpty() || resource.source().filter(stated::contains).isPresent();
  }

  private static List<String> extensions(ReferenceConsent.Provision provision, String url) {
    List<String> values = new ArrayList<>();
    provision
        .stating(p -> p.getExtension().stream().anyMatch(e -> url.equals(e.getUrl())))
        .ifPresent(
            p -> {
              for (Extension extension : p.getExtension()) {
                if (url.equals(extension.getUrl())) {
                  values.add(value(extension));
                }
              }
            });
    return values;
  }

  private static String value(Extension extension) {
    if (extension.getValue() instanceof Reference reference) {
      return reference.getReference();
    }
    return extension.getValue() instanceof CodeableConcept concept
        ? concept.getCodingFirstRep().getCode()
        : extension.getValue().primitiveValue();
  }

  private static List<Coding> codings(List<CodeableConcept> concepts) {
    return concepts.stream().flatMap(concept -> concept.getCoding().stream()).toList();
  }
}
