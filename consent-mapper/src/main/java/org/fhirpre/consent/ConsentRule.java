// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Label;

/**
 * The combining rule {@code deny-overrides}: the deepest matching node of a Consent votes, at equal
 * depth deny wins; over all Consents of a patient a deny wins, and no permit means deny; every
 * label facet and every named patient must be permitted.
 */
public final class ConsentRule {
  private ConsentRule() {}

  /**
   * Decides one request for one resource.
   *
   * <p>Reads ({@code ACCESS}, {@code USE}, {@code DISCLOSE}) need a permit. Writes ({@code
   * COLLECT}, {@code CORRECT}) are only taken away, by a deny node that names the action. A patient
   * among the identities of the request needs no Consent for the own record. A resource that names
   * no patient is denied: whose it is, is not for Consents to say.
   *
   * @param consentsByPatient enforceable Consents of each patient, by {@code Patient/x}
   * @param blockedPatients patients with an active Consent that was stored although it was refused
   *     and {@link MappingOutcome.Rejected#forbids() forbids}
   */
  public static ConsentDecision decide(
      Map<String, List<NormalConsent>> consentsByPatient,
      Set<String> blockedPatients,
      ResourceAttributes resource,
      AccessRequest request,
      Instant now) {
    List<ConsentDecision.Because> because = new ArrayList<>();
    List<Optional<ConsentDecision.Deny.Reason>> denials = new ArrayList<>();
    for (String patient : new TreeSet<>(resource.patients())) {
      List<NormalConsent> consents = consentsByPatient.getOrDefault(patient, List.of());
      if (request.identities().contains(patient)) {
        denials.add(Optional.empty());
      } else if (blockedPatients.contains(patient)) {
        denials.add(Optional.of(ConsentDecision.Deny.Reason.BLOCKED_BY_REJECTED_CONSENT));
      } else {
        denials.add(new PatientRule(patient, consents, now).denial(resource, request, because));
      }
    }
    return conclude(denials, because);
  }

  private static ConsentDecision conclude(
      List<Optional<ConsentDecision.Deny.Reason>> denials, List<ConsentDecision.Because> because) {
    List<ConsentDecision.Deny.Reason> reasons = denials.stream().flatMap(Optional::stream).toList();
    if (denials.isEmpty()) {
      return new ConsentDecision.Deny(ConsentDecision.Deny.Reason.NO_CONSENT, because);
    }
    if (reasons.isEmpty()) {
      return new ConsentDecision.Permit(because);
    }
    boolean othersPermit = reasons.size() < denials.size();
    return new ConsentDecision.Deny(
        othersPermit ? ConsentDecision.Deny.Reason.OTHER_PATIENT : reasons.get(0), because);
  }

  /** The rule for one patient. */
  private record PatientRule(String patient, List<NormalConsent> consents, Instant now) {

    Optional<ConsentDecision.Deny.Reason> denial(
        ResourceAttributes resource, AccessRequest request, List<ConsentDecision.Because> because) {
      List<NormalConsent> inForce = consents.stream().filter(c -> c.inForce(now)).toList();
      List<Optional<Label>> purposes =
          request.purposes().isEmpty()
              ? List.of(Optional.empty())
              : request.purposes().stream().sorted().map(Optional::of).toList();
      Optional<ConsentDecision.Deny.Reason> denial = Optional.empty();
      for (Optional<Label> purpose : purposes) {
        for (Facet facet : resource.labels().facets()) {
          NodeMatch match = new NodeMatch(resource, facet, request, purpose);
          List<Voted> votes = inForce.stream().map(c -> vote(c, match)).toList();
          votes.stream()
              .filter(voted -> voted.vote() != Vote.ABSTAIN)
              .map(voted -> voted.because(patient, facet))
              .filter(reason -> !because.contains(reason))
              .forEach(because::add);
          denial = denial.or(() -> denial(votes, request.action()));
        }
      }
      return denial;
    }

    private static Optional<ConsentDecision.Deny.Reason> denial(List<Voted> votes, Action action) {
      List<Voted> denies = votes.stream().filter(v -> v.vote() == Vote.DENY).toList();
      if (!denies.isEmpty()) {
        return Optional.of(
            denies.stream().anyMatch(v -> v.node().isPresent())
                ? ConsentDecision.Deny.Reason.DENY_RULE
                : ConsentDecision.Deny.Reason.OPT_OUT);
      }
      if (action.writes() || votes.stream().anyMatch(v -> v.vote() == Vote.PERMIT)) {
        return Optional.empty();
      }
      return Optional.of(
          votes.isEmpty()
              ? ConsentDecision.Deny.Reason.NO_CONSENT
              : ConsentDecision.Deny.Reason.FACET_NOT_COVERED);
    }

    private Voted vote(NormalConsent consent, NodeMatch match) {
      List<Node> hits =
          consent.nodes().stream().filter(n -> n.inForce(now) && match.matches(n)).toList();
      if (hits.isEmpty()) {
        Vote fallback = match.request().action().writes() ? Vote.ABSTAIN : consent.fallback();
        return new Voted(consent.consent(), Optional.empty(), fallback);
      }
      int deepest = hits.stream().mapToInt(Node::depth).max().orElseThrow();
      List<Node> deciding = hits.stream().filter(n -> n.depth() == deepest).toList();
      Node node = deciding.stream().filter(n -> !n.permits()).findFirst().orElse(deciding.get(0));
      return new Voted(
          consent.consent(), Optional.of(node), node.permits() ? Vote.PERMIT : Vote.DENY);
    }
  }

  private record Voted(ConsentRef consent, Optional<Node> node, Vote vote) {
    ConsentDecision.Because because(String patient, Facet facet) {
      return new ConsentDecision.Because(patient, facet, consent, node.map(Node::path), vote);
    }
  }
}
