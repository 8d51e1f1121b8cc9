// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.DateTimeException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.fhirpre.terminology.CodeSystems;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Purposes;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Consent.provisionActorComponent;
import org.hl7.fhir.r4.model.Consent.provisionDataComponent;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ResourceType;

/** Reads what one provision itself states; whatever it cannot read becomes a finding. */
final class ProvisionReader {
  private static final int MAX_ACTORS = 25;

  private final MapperConfig config;
  private final Directory directory;
  private final Findings findings;
  private final ProvisionExtensions extensions;

  ProvisionReader(MapperConfig config, Directory directory, Findings findings) {
    this.config = config;
    this.directory = directory;
    this.findings = findings;
    this.extensions = new ProvisionExtensions(config.knownExtensions(), directory, findings);
  }

  /**
   * @param conditions custodians and unknown extensions are not among them
   * @param period validity, if stated
   * @param unusualRole whether an actor has a role that only a deny may have
   * @param unknownExtension whether it has an extension that is not understood
   */
  record Own(
      Conditions conditions,
      Optional<Range> period,
      boolean unusualRole,
      boolean unknownExtension) {}

  Own read(ProvisionComponent p, String path) {
    Conditions stated =
        new Conditions(
            actors(p, path),
            purposes(p.getPurpose(), path + ".purpose"),
            actions(p.getAction(), path + ".action"),
            labels(p.getSecurityLabel(), path + ".securityLabel"),
            classes(p.getClass_(), path + ".class"),
            codes(p.getCode(), path + ".code"),
            period(p.getDataPeriod(), path + ".dataPeriod"),
            data(p.getData(), path + ".data"),
            extensions.environments(p),
            extensions.locations(p, path),
            extensions.sources(p));
    boolean unusual = p.getActor().stream().anyMatch(actor -> Roles.of(actor) == Roles.OTHER);
    return new Own(
        stated, period(p.getPeriod(), path + ".period"), unusual, extensions.anyUnknown(p));
  }

  /** A period; one that cannot be read, or ends before it starts, is a finding. */
  Optional<Range> period(Period period, String path) {
    if (period.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Elements.range(period, config.zone()));
    } catch (DateTimeException unreadable) {
      findings.add(FindingCode.CONSENT_AMBIGUOUS, path);
      return Optional.empty();
    }
  }

  private Set<String> actors(ProvisionComponent p, String path) {
    if (p.getActor().size() > MAX_ACTORS) {
      findings.add(FindingCode.LIMIT_EXCEEDED, path + ".actor");
    }
    List<Reference> named =
        p.getActor().stream()
            .filter(actor -> Roles.of(actor) != Roles.CUSTODIAN)
            .map(provisionActorComponent::getReference)
            .toList();
    return read(named, directory::resolve, FindingCode.UNRESOLVABLE_ACTOR, path + ".actor");
  }

  private Set<Label> purposes(List<Coding> codings, String path) {
    for (Coding coding : codings) {
      Elements.label(coding)
          .filter(purpose -> !Purposes.isKnown(purpose))
          .ifPresent(purpose -> findings.add(FindingCode.EXACT_PURPOSE, path));
    }
    return read(
        codings,
        coding -> Elements.label(coding).filter(label -> !label.system().contains("/ValueSet/")),
        FindingCode.UNSUPPORTED_PURPOSE,
        path);
  }

  private Set<Action> actions(List<CodeableConcept> concepts, String path) {
    return read(
        codings(concepts),
        coding -> Elements.label(coding).flatMap(Action::of),
        FindingCode.UNSUPPORTED_ACTION,
        path);
  }

  private Set<Label> labels(List<Coding> codings, String path) {
    return read(
        codings,
        coding -> Elements.label(coding).flatMap(ProvisionReader::enforceable),
        FindingCode.UNSUPPORTED_LABEL,
        path);
  }

  private static Optional<Label> enforceable(Label label) {
    return Confidentiality.ofLabel(label)
        .map(Confidentiality::label)
        .or(() -> Facet.ofLabel(label).map(Facet::label));
  }

  private Set<String> classes(List<Coding> codings, String path) {
    return read(
        codings,
        coding ->
            Elements.label(coding)
                .filter(label -> label.system().equals(CodeSystems.RESOURCE_TYPES))
                .map(Label::code)
                .filter(ProvisionReader::isType),
        FindingCode.UNSUPPORTED_CLASS,
        path);
  }

  private static boolean isType(String code) {
    for (ResourceType type : ResourceType.values()) {
      if (type.name().equals(code)) {
        return true;
      }
    }
    return false;
  }

  private Set<Label> codes(List<CodeableConcept> concepts, String path) {
    return read(codings(concepts), Elements::label, FindingCode.UNSUPPORTED_CODE, path);
  }

  private Set<DataRule> data(List<provisionDataComponent> rules, String path) {
    return read(rules, this::dataRule, FindingCode.UNRESOLVABLE_DATA, path);
  }

  private Optional<DataRule> dataRule(provisionDataComponent rule) {
    if (rule.getMeaning() == null) {
      return Optional.empty();
    }
    String meaning = rule.getMeaning().name().toUpperCase(Locale.ROOT);
    for (DataRule.Meaning known : DataRule.Meaning.values()) {
      if (known.name().equals(meaning)) {
        return directory.resolve(rule.getReference()).map(ref -> new DataRule(known, ref));
      }
    }
    return Optional.empty();
  }

  /**
   * The codings of concepts; a concept without any stands as an empty coding, so that it is seen.
   */
  private static List<Coding> codings(List<CodeableConcept> concepts) {
    return concepts.stream()
        .flatMap(
            concept ->
                concept.getCoding().isEmpty()
                    ? java.util.stream.Stream.of(new Coding())
                    : concept.getCoding().stream())
        .toList();
  }

  private <S, T> Set<T> read(
      List<S> stated, Function<S, Optional<T>> reading, FindingCode otherwise, String path) {
    Set<T> read = new HashSet<>();
    for (S value : stated) {
      reading.apply(value).ifPresentOrElse(read::add, () -> findings.add(otherwise, path));
    }
    return read;
  }
}
