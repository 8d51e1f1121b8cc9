// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.HashSet;
import java.util.Set;
import org.fhirpre.terminology.Label;

/**
 * Who asks, for what, from where.
 *
 * @param subject {@code fhirUser}
 * @param identities all that the requester acts as: roles, organisations, groups, care teams; and a
 *     patient as whose registered representative he acts. The subject itself is always included
 * @param purposes of the request; empty if it states none; several must all be permitted
 * @param environments codings; empty if unknown
 * @param locations literal references; empty if unknown
 */
public record AccessRequest(
    String subject,
    Set<String> identities,
    Set<Label> purposes,
    Action action,
    Set<Label> environments,
    Set<String> locations) {

  public AccessRequest {
    Set<String> all = new HashSet<>(identities);
    all.add(subject);
    identities = Set.copyOf(all);
    purposes = Set.copyOf(purposes);
    environments = Set.copyOf(environments);
    locations = Set.copyOf(locations);
  }

  /** A request from an unknown location. */
  public AccessRequest(
      String subject,
      Set<String> identities,
      Set<Label> purposes,
      Action action,
      Set<Label> environments) {
    this(subject, identities, purposes, action, environments, Set.of());
  }
}
