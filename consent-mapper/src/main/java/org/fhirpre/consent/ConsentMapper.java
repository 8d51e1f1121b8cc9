// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.terminology.CodeSystems;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Vocabulary;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Consent.provisionActorComponent;
import org.hl7.fhir.r4.model.Reference;

/**
 * Understands one FHIR R4 Consent, or refuses it with the codes of {@link FindingCode}. What can be
 * read in two ways that differ in who sees what is refused, never guessed.
 */
public final class ConsentMapper {
  private static final Set<Label> SCOPES = Vocabulary.set("consent-scopes");
  private static final Label HRESCH = new Label(CodeSystems.ACT_REASON, "HRESCH");

  private final MapperConfig config;

  public ConsentMapper(MapperConfig config) {
    this.config = config;
  }

  private enum Scope {
    PRIVACY,
    RESEARCH,
    MISSING,
    NOT_ENFORCED
  }

  /**
   * Maps one Consent. It is not changed.
   *
   * @param consent with its id and {@code meta.versionId}; both end up in grants
   */
  public MappingOutcome map(Consent consent, Directory directory, Instant now) {
    if (consent.getStatus() != ConsentState.ACTIVE) {
      return new MappingOutcome.Inert(MappingOutcome.Inert.Reason.NOT_ACTIVE, List.of());
    }
    if (scope(consent) == Scope.NOT_ENFORCED) {
      return inert(
          MappingOutcome.Inert.Reason.SCOPE, FindingCode.SCOPE_NOT_ENFORCED, "Consent.scope");
    }
    Set<String> custodians = custodians(consent, directory);
    if (forOthers(custodians)) {
      return inert(
          MappingOutcome.Inert.Reason.CUSTODIAN,
          FindingCode.OTHER_CUSTODIAN,
          "Consent.organization");
    }
    Findings findings = new Findings();
    ProvisionReader reader = new ProvisionReader(config, directory, findings);
    Range validity =
        reader
            .period(consent.getProvision().getPeriod(), "Consent.provision.period")
            .orElse(Range.ALWAYS);
    if (!now.isBefore(validity.end())) {
      return inert(
          MappingOutcome.Inert.Reason.PERIOD_ENDED,
          FindingCode.PERIOD_IN_PAST,
          "Consent.provision.period");
    }
    return understand(consent, new Surroundings(directory, custodians, validity), reader, findings);
  }

  private record Surroundings(Directory directory, Set<String> custodians, Range validity) {}

  private MappingOutcome understand(
      Consent consent, Surroundings around, ProvisionReader reader, Findings findings) {
    PolicyBase base = PolicyBase.of(consent);
    Optional<String> patient = patient(consent, around.directory(), findings);
    ConsentChecks.run(consent, base, findings);
    if (scope(consent) == Scope.MISSING) {
      findings.add(FindingCode.MISSING_SCOPE, "Consent.scope");
    }
    Normalizer normalizer = new Normalizer(reader, findings, base);
    normalize(consent, base, normalizer, findings);
    if (patient.isEmpty() || findings.anyError()) {
      return new MappingOutcome.Rejected(findings.all(), forbids(consent, base));
    }
    NormalConsent normal =
        new NormalConsent(
            ref(consent),
            patient.get(),
            base.dialect(),
            normalizer.fallback(),
            around.validity(),
            normalizer.nodes(),
            around.custodians());
    return new MappingOutcome.Enforceable(normal, findings.all());
  }

  private static void normalize(
      Consent consent, PolicyBase base, Normalizer normalizer, Findings findings) {
    if (!consent.getProvision().isEmpty()) {
      normalizer.normalize(consent.getProvision(), implied(consent));
    } else if (base.effect().isEmpty()) {
      findings.add(FindingCode.UNKNOWN_POLICY_RULE, "Consent.policyRule");
    }
    ConsentChecks.runOnNodes(consent, base, normalizer.nodes(), findings);
    if (scope(consent) == Scope.RESEARCH && normalizer.fallback() == Vote.PERMIT) {
      // An opt-in to research that opened the record for every purpose is not what anybody meant.
      findings.add(FindingCode.CONSENT_AMBIGUOUS, "Consent.scope");
    }
  }

  private static MappingOutcome inert(
      MappingOutcome.Inert.Reason reason, FindingCode code, String expression) {
    return new MappingOutcome.Inert(reason, List.of(Finding.of(code, expression)));
  }

  private static Scope scope(Consent consent) {
    Set<Scope> scopes = new HashSet<>();
    for (Coding coding : consent.getScope().getCoding()) {
      Optional<Label> label = Elements.label(coding);
      label.map(ConsentMapper::scope).ifPresent(scopes::add);
    }
    for (Scope scope : List.of(Scope.RESEARCH, Scope.PRIVACY, Scope.NOT_ENFORCED)) {
      if (scopes.contains(scope)) {
        return scope;
      }
    }
    return Scope.MISSING;
  }

  private static Scope scope(Label label) {
    if (!SCOPES.contains(label)) {
      return Scope.NOT_ENFORCED;
    }
    return label.code().equals("research") ? Scope.RESEARCH : Scope.PRIVACY;
  }

  private static Conditions implied(Consent consent) {
    return scope(consent) == Scope.RESEARCH ? Conditions.ofPurpose(HRESCH) : Conditions.NONE;
  }

  private static Optional<String> patient(Consent consent, Directory directory, Findings findings) {
    Reference reference = consent.getPatient();
    if (!reference.hasReference() && reference.getIdentifier().isEmpty()) {
      findings.add(FindingCode.MISSING_PATIENT, "Consent.patient");
      return Optional.empty();
    }
    Optional<String> patient = directory.resolvePatient(reference);
    if (patient.isEmpty()) {
      findings.add(FindingCode.UNRESOLVABLE_PATIENT, "Consent.patient");
    }
    return patient;
  }

  private static Set<String> custodians(Consent consent, Directory directory) {
    Set<String> named = new HashSet<>();
    for (Reference organization : consent.getOrganization()) {
      literal(organization, directory).ifPresent(named::add);
    }
    for (ProvisionComponent provision : Elements.withNested(consent.getProvision())) {
      for (provisionActorComponent actor : provision.getActor()) {
        if (Roles.of(actor) == Roles.CUSTODIAN) {
          literal(actor.getReference(), directory).ifPresent(named::add);
        }
      }
    }
    return named;
  }

  private static Optional<String> literal(Reference reference, Directory directory) {
    return directory.resolve(reference).or(() -> Optional.ofNullable(reference.getReference()));
  }

  private boolean forOthers(Set<String> named) {
    return !config.custodians().isEmpty()
        && !named.isEmpty()
        && named.stream().noneMatch(config.custodians()::contains);
  }

  private static boolean forbids(Consent consent, PolicyBase base) {
    return base.effect().filter(effect -> effect == Effect.DENY).isPresent()
        || (!consent.getProvision().isEmpty()
            && Elements.withNested(consent.getProvision()).stream()
                .anyMatch(provision -> provision.getType() != ConsentProvisionType.PERMIT));
  }

  private static ConsentRef ref(Consent consent) {
    String id = Optional.ofNullable(consent.getIdElement().getIdPart()).orElse("unsaved");
    String version =
        Optional.ofNullable(consent.getMeta().getVersionId())
            .or(() -> Optional.ofNullable(consent.getIdElement().getVersionIdPart()))
            .orElse("0");
    return new ConsentRef("Consent/" + id, version);
  }
}
