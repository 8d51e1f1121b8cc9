// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One Consent, understood. Nodes are in document order.
 *
 * @param patient {@code Patient/x}
 * @param fallback vote when no node matches
 * @param validity period of the root provision
 * @param custodians literal references; not a condition
 */
public record NormalConsent(
    ConsentRef consent,
    String patient,
    Dialect dialect,
    Vote fallback,
    Range validity,
    List<Node> nodes,
    Set<String> custodians) {

  public NormalConsent {
    nodes = List.copyOf(nodes);
    custodians = Set.copyOf(custodians);
  }

  /** A permit without actor and without condition, for ever. */
  public static NormalConsent permittingAll(ConsentRef consent, String patient) {
    Node root =
        new Node(
            "Consent.provision",
            0,
            Effect.PERMIT,
            Conditions.NONE,
            List.of(Range.ALWAYS),
            Set.of());
    return new NormalConsent(
        consent, patient, Dialect.TYPED_ROOT, Vote.ABSTAIN, Range.ALWAYS, List.of(root), Set.of());
  }

  /** References of the resources that it permits one by one. */
  public Set<String> namedResources() {
    return Whereabouts.named(this).collect(Collectors.toUnmodifiableSet());
  }

  /** How far each of its conditions is enforced. */
  public List<ConditionReport> conditions() {
    return ConditionReports.of(List.of(this));
  }

  /**
   * What holds a permit of this node: keys alone, or keys and policy.
   *
   * @param path FHIRPath of one of its nodes; of none: its fallback
   */
  public Enforcement enforcement(Optional<String> path) {
    return nodes.stream()
            .filter(node -> path.filter(node.path()::equals).isPresent())
            .anyMatch(ConditionReports::keyed)
        ? Enforcement.CRYPTO
        : Enforcement.CRYPTO_AND_POLICY;
  }

  /** Permits in force that name this grantee. */
  public List<Node> permitsFor(String grantee, Instant now) {
    return nodes.stream()
        .filter(node -> node.permits() && node.inForce(now))
        .filter(node -> node.when().actors().contains(grantee))
        .toList();
  }

  public boolean inForce(Instant now) {
    return validity.contains(now);
  }
}
