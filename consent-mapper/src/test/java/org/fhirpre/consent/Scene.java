// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.fhirpre.consent.TestConsents.NOW;
import static org.fhirpre.consent.TestConsents.PATIENT;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.terminology.CodeSystems;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Labels;
import org.hl7.fhir.r4.model.Consent;

/** One request for one resource under some Consents. Mutable: each test builds its own. */
final class Scene {
  private final Map<String, List<NormalConsent>> consents = new HashMap<>();
  private final Set<String> patients = new HashSet<>(Set.of(PATIENT));
  private final Set<String> identities = new HashSet<>();
  private final Set<String> locations = new HashSet<>();
  private final Set<String> authors = new HashSet<>();
  private final Set<String> references = new HashSet<>();
  private final Set<Label> codes = new HashSet<>();
  private Set<Label> purposes = Set.of(purpose("TREAT"));
  private Set<String> known = Set.of();
  private Labels labels = Labels.NORMAL;
  private Optional<Range> effective = Optional.empty();
  private Action action = Action.ACCESS;
  private String type = "Observation";
  private Instant now = NOW;

  static Scene under(Consent... consents) {
    return new Scene().and(consents);
  }

  Scene and(Consent... more) {
    for (Consent consent : more) {
      and(map(consent, new TestDirectory()));
    }
    return this;
  }

  Scene and(NormalConsent consent) {
    consents.computeIfAbsent(consent.patient(), absent -> new ArrayList<>()).add(consent);
    return this;
  }

  /** Declares extensions as known; before the Consents that have them. */
  Scene knowing(String... urls) {
    known = Set.of(urls);
    return this;
  }

  private NormalConsent map(Consent consent, Directory directory) {
    MapperConfig config = new MapperConfig(ZoneOffset.UTC, Set.of(), known);
    MappingOutcome outcome = new ConsentMapper(config).map(consent, directory, now);
    if (outcome instanceof MappingOutcome.Enforceable enforceable) {
      return enforceable.consent();
    }
    throw new AssertionError("not enforceable: " + outcome.findings());
  }

  Scene by(String... who) {
    identities.addAll(Set.of(who));
    return this;
  }

  Scene forPurpose(String... codes) {
    purposes = new HashSet<>();
    for (String code : codes) {
      purposes.add(purpose(code));
    }
    return this;
  }

  /** A confidentiality, then sensitivities. */
  Scene labelled(String confidentiality, String... sensitivities) {
    List<Label> labels = new ArrayList<>();
    for (String code : sensitivities) {
      labels.add(Facet.of(code).label());
    }
    this.labels = Labels.of(Confidentiality.valueOf(confidentiality), labels);
    return this;
  }

  Scene dated(String start, String end) {
    effective =
        Optional.of(
            new Range(
                Range.of(start, ZoneOffset.UTC).start(), Range.of(end, ZoneOffset.UTC).end()));
    return this;
  }

  Scene naming(String patient) {
    patients.add(patient);
    return this;
  }

  Scene at(String date) {
    now = Range.of(date, ZoneOffset.UTC).start();
    return this;
  }

  Scene from(String location) {
    locations.add(location);
    return this;
  }

  Scene to(Action action) {
    this.action = action;
    return this;
  }

  Scene ofType(String type) {
    this.type = type;
    return this;
  }

  Scene writtenBy(String author) {
    authors.add(author);
    return this;
  }

  Scene referringTo(String reference) {
    references.add(reference);
    return this;
  }

  Scene coded(String loinc) {
    codes.add(new Label(CodeSystems.LOINC, loinc));
    return this;
  }

  String decision() {
    return decide().permitted() ? "permit" : "deny";
  }

  ConsentDecision decide() {
    return decide(Set.of());
  }

  ConsentDecision decide(Set<String> blocked) {
    ResourceAttributes resource =
        new ResourceAttributes(
            type, "o", patients, labels, effective, authors, references, codes, Optional.empty());
    AccessRequest request =
        new AccessRequest(
            "Practitioner/somebody", identities, purposes, action, Set.of(), locations);
    return ConsentRule.decide(consents, blocked, resource, request, now);
  }

  static Label purpose(String code) {
    return new Label(CodeSystems.ACT_REASON, code);
  }
}
