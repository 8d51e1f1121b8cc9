// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.fhirpre.consent.Node;
import org.fhirpre.consent.Segment;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.interceptor.spi.GrantStore;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Purposes;

/** Whether a patient has provided for emergency access of somebody: by a Consent and by a key. */
public final class EmergencyProvision {
  private final ActiveConsents consents;
  private final GrantStore grants;
  private final KeyDirectory keys;

  public EmergencyProvision(ActiveConsents consents, GrantStore grants, KeyDirectory keys) {
    this.consents = consents;
    this.grants = grants;
    this.keys = keys;
  }

  /**
   * @param patientId logical id; of a patient who does not exist, no
   * @param purpose BTG or ETREAT
   */
  public boolean holds(Reader reader, String patientId, Label purpose, Instant now) {
    Set<String> identities = new HashSet<>(reader.identities());
    identities.add(reader.subject());
    ActiveConsents.Loaded loaded = consents.of(List.of(patientId));
    boolean named =
        loaded.byPatient().getOrDefault("Patient/" + patientId, List.of()).stream()
            .filter(consent -> consent.inForce(now))
            .flatMap(
                consent ->
                    identities.stream().flatMap(who -> consent.permitsFor(who, now).stream()))
            .anyMatch(node -> covers(node, purpose));
    Set<SegmentId> segments =
        keys.segments(patientId).stream().map(Segment::id).collect(Collectors.toSet());
    boolean keyed = !grants.find(segments, identities, now).isEmpty();
    return named && keyed && loaded.blocked().isEmpty();
  }

  private static boolean covers(Node node, Label purpose) {
    return node.when().purposes().stream()
        .anyMatch(stated -> Purposes.permitCovers(stated, purpose));
  }
}
