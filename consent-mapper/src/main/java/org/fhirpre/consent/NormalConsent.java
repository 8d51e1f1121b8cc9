// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.Instant;
import java.util.List;
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

  /** References of the resources that it permits one by one. */
  public Set<String> namedResources() {
    return Whereabouts.named(this).collect(Collectors.toUnmodifiableSet());
  }

  boolean inForce(Instant now) {
    return validity.contains(now);
  }
}
