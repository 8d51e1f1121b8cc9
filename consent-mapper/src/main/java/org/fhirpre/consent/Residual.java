// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.List;
import java.util.Optional;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Label;

/**
 * What an access token still lets through of what Consents permit: the {@code residual} of IHE PCF
 * (ITI-71). It only takes away.
 *
 * <p>Rules are read in order and the last one that matches decides, facet by facet and purpose by
 * purpose; where none matches the token says nothing. Conditions mean what they mean in a Consent.
 *
 * @param kind what the token carries
 * @param patient the only patient whom the token is about, {@code Patient/x}; empty: any
 */
public record Residual(Kind kind, Optional<String> patient, List<Node> rules) {

  /** What a token carries. */
  public enum Kind {
    /** No {@code ihe_pcf}: nothing is taken away. */
    ABSENT,
    /** Rules; none of them is a valid content too. */
    RULES,
    /** Something that is not understood: everything is taken away. */
    UNREADABLE
  }

  public static final Residual ABSENT = new Residual(Kind.ABSENT, Optional.empty(), List.of());
  public static final Residual UNREADABLE =
      new Residual(Kind.UNREADABLE, Optional.empty(), List.of());

  public Residual {
    rules = List.copyOf(rules);
  }

  /** Whether a read of this resource is among what the token lets through. */
  public boolean allows(ResourceAttributes resource, AccessRequest request) {
    return switch (kind) {
      case ABSENT -> true;
      case UNREADABLE -> false;
      case RULES -> concerns(resource) && passes(resource, request);
    };
  }

  private boolean concerns(ResourceAttributes resource) {
    return patient.map(resource.patients()::contains).orElse(true);
  }

  private boolean passes(ResourceAttributes resource, AccessRequest request) {
    for (String of : resource.patients()) {
      for (Optional<Label> purpose : request.purposesFor(of)) {
        for (Facet facet : resource.labels().facets()) {
          if (!passes(new NodeMatch(resource, facet, request, purpose))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean passes(NodeMatch match) {
    boolean passes = true;
    for (Node rule : rules) {
      if (match.matches(rule)) {
        passes = rule.permits();
      }
    }
    return passes;
  }
}
