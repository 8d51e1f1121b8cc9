// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.terminology.Label;
import org.hl7.fhir.r4.model.Consent;

/**
 * The rule of {@code docs/consent.md}, read off the FHIR Consent at every question: slow, without
 * normal form, and written from the text alone. What decides there must decide here.
 */
final class ReferenceRule {
  private final Map<String, List<Consent>> consentsByPatient;
  private final ResourceAttributes resource;
  private final AccessRequest request;
  private final Instant now;

  ReferenceRule(
      Map<String, List<Consent>> consentsByPatient,
      ResourceAttributes resource,
      AccessRequest request,
      Instant now) {
    this.consentsByPatient = consentsByPatient;
    this.resource = resource;
    this.request = request;
    this.now = now;
  }

  /** Every patient whom the resource names must permit; the own record needs no Consent. */
  boolean permits() {
    return resource.patients().stream()
        .filter(patient -> !request.identities().contains(patient))
        .allMatch(patient -> permitsFor(consentsByPatient.getOrDefault(patient, List.of())));
  }

  /** Every sensitivity is judged by itself, and every purpose; all must be permitted. */
  private boolean permitsFor(List<Consent> consents) {
    for (Optional<Label> sensitivity : sensitivities()) {
      for (Optional<Label> purpose : purposes()) {
        ReferenceMatch match = new ReferenceMatch(resource, sensitivity, request, purpose);
        List<Vote> votes = consents.stream().map(consent -> vote(consent, match)).toList();
        boolean permit = request.action().writes() || votes.contains(Vote.PERMIT);
        if (votes.contains(Vote.DENY) || !permit) {
          return false;
        }
      }
    }
    return true;
  }

  private List<Optional<Label>> sensitivities() {
    Set<Label> labels = resource.labels().sensitivities();
    return labels.isEmpty()
        ? List.of(Optional.empty())
        : labels.stream().map(Optional::of).toList();
  }

  private List<Optional<Label>> purposes() {
    return request.purposes().isEmpty()
        ? List.of(Optional.empty())
        : request.purposes().stream().map(Optional::of).toList();
  }

  /** The deepest matching provision decides; at equal depth deny wins. */
  private Vote vote(Consent consent, ReferenceMatch match) {
    ReferenceConsent read = new ReferenceConsent(consent);
    if (!read.rootPeriodContains(now)) {
      return Vote.ABSTAIN;
    }
    int deepest = -1;
    List<Effect> effects = new ArrayList<>();
    for (ReferenceConsent.Provision provision : read.provisions()) {
      Optional<Effect> effect = read.effect(provision);
      if (effect.isPresent()
          && provision.periodsContain(now)
          && match.matches(provision, effect.get())) {
        if (provision.depth() > deepest) {
          deepest = provision.depth();
          effects.clear();
        }
        if (provision.depth() == deepest) {
          effects.add(effect.get());
        }
      }
    }
    if (effects.isEmpty()) {
      return request.action().writes() ? Vote.ABSTAIN : read.otherwise();
    }
    return effects.contains(Effect.DENY) ? Vote.DENY : Vote.PERMIT;
  }
}
