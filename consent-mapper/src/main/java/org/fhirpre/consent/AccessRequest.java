// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param emergencies purpose of a break-glass session by {@code Patient/x}: it stands for all
 *     others where that patient's Consents decide
 * @param residual what the access token still lets through
 */
public record AccessRequest(
    String subject,
    Set<String> identities,
    Set<Label> purposes,
    Action action,
    Set<Label> environments,
    Set<String> locations,
    Map<String, Label> emergencies,
    Residual residual) {

  public AccessRequest {
    Set<String> all = new HashSet<>(identities);
    all.add(subject);
    identities = Set.copyOf(all);
    purposes = Set.copyOf(purposes);
    environments = Set.copyOf(environments);
    locations = Set.copyOf(locations);
    emergencies = Map.copyOf(emergencies);
  }

  /** A request without session, under a token that does not narrow. */
  public AccessRequest(
      String subject,
      Set<String> identities,
      Set<Label> purposes,
      Action action,
      Set<Label> environments,
      Set<String> locations) {
    this(subject, identities, purposes, action, environments, locations, Map.of(), Residual.ABSENT);
  }

  /** The same from an unknown location. */
  public AccessRequest(
      String subject,
      Set<String> identities,
      Set<Label> purposes,
      Action action,
      Set<Label> environments) {
    this(subject, identities, purposes, action, environments, Set.of());
  }

  /** Purposes to decide for, one after the other, where this patient's Consents decide. */
  List<Optional<Label>> purposesFor(String patient) {
    Label emergency = emergencies.get(patient);
    if (emergency != null) {
      return List.of(Optional.of(emergency));
    }
    return purposes.isEmpty()
        ? List.of(Optional.empty())
        : purposes.stream().sorted().map(Optional::of).toList();
  }
}
