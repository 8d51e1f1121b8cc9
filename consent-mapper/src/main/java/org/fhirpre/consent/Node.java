// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One provision after normalisation; inheritance has been applied.
 *
 * @param path FHIRPath of the provision, for example {@code Consent.provision.provision[1]}
 * @param depth 0 for the root
 * @param spans validity periods of the node and of all its ancestors, all of which must hold
 * @param stated dimensions that the provision itself states, {@code PERIOD} included
 */
public record Node(
    String path,
    int depth,
    Effect effect,
    Conditions when,
    List<Range> spans,
    Set<Dimension> stated) {

  public Node {
    spans = List.copyOf(spans);
    stated = Set.copyOf(stated);
  }

  boolean permits() {
    return effect == Effect.PERMIT;
  }

  boolean inForce(Instant now) {
    for (Range span : spans) {
      if (!span.contains(now)) {
        return false;
      }
    }
    return true;
  }
}
