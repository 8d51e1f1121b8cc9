// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
   * no patient is denied: whose it is, is not for Consents to say. The residual of the access token
   * narrows reads further, the own record's too; it never opens anything.
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
      } else if (blockedPatients.contains(patient) && !request.action().writes()) {
        denials.add(Optional.of(ConsentDecision.Deny.Reason.BLOCKED_BY_REJECTED_CONSENT));
      } else {
        denials.add(new PatientRule(patient, consents, now).denial(resource, request, because));
      }
    }
    ConsentDecision decided = conclude(denials, because);
    boolean narrowed = !request.action().writes() && !request.residual().allows(resource, request);
    return decided.permitted() && narrowed
        ? new ConsentDecision.Deny(ConsentDecision.Deny.Reason.TOKEN_RESIDUAL, because)
        : decided;
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
      Set<ConsentDecision.Because> told = new LinkedHashSet<>();
      Optional<ConsentDecision.Deny.Reason> denial = Optional.empty();
      for (Optional<Label> purpose : request.purposesFor(patient)) {
        for (Facet facet : resource.labels().facets()) {
          NodeMatch match = new NodeMatch(resource, facet, request, purpose);
          List<Voted> votes = votes(inForce, match);
          votes.forEach(voted -> told.add(voted.because(patient, facet)));
          if (denial.isEmpty()) {
            denial = denial(votes, request.action());
          }
        }
      }
      because.addAll(told);
      return inForce.isEmpty() ? denial.map(any -> ConsentDecision.Deny.Reason.NO_CONSENT) : denial;
    }

    /** Of those that do not abstain. A page is decided under many Consents: no streams here. */
    private List<Voted> votes(List<NormalConsent> inForce, NodeMatch match) {
      List<Voted> votes = new ArrayList<>();
      for (NormalConsent consent : inForce) {
        Voted voted = vote(consent, match);
        if (voted.vote() != Vote.ABSTAIN) {
          votes.add(voted);
        }
      }
      return votes;
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
      return Optional.of(ConsentDecision.Deny.Reason.FACET_NOT_COVERED);
    }

    private Voted vote(NormalConsent consent, NodeMatch match) {
      Optional<Node> deciding = Optional.empty();
      for (Node node : consent.nodes()) {
        if (outranks(node, deciding) && match.matches(node) && node.inForce(now)) {
          deciding = Optional.of(node);
        }
      }
      if (deciding.isEmpty()) {
        Vote fallback = match.request().action().writes() ? Vote.ABSTAIN : consent.fallback();
        return new Voted(consent.consent(), Optional.empty(), fallback);
      }
      Vote vote = deciding.get().permits() ? Vote.PERMIT : Vote.DENY;
      return new Voted(consent.consent(), deciding, vote);
    }

    /** The deepest one decides, at equal depth a deny. */
    private static boolean outranks(Node node, Optional<Node> deciding) {
      if (deciding.isEmpty()) {
        return true;
      }
      int depth = deciding.get().depth();
      return node.depth() > depth
          || (node.depth() == depth && !node.permits() && deciding.get().permits());
    }
  }

  private record Voted(ConsentRef consent, Optional<Node> node, Vote vote) {
    ConsentDecision.Because because(String patient, Facet facet) {
      return new ConsentDecision.Because(patient, facet, consent, node.map(Node::path), vote);
    }
  }
}
