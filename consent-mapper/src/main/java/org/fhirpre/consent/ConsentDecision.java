// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fhirpre.terminology.Facet;

/**
 * Answer to one request for one resource, over all Consents of all named patients. It is policy
 * alone: without a live grant for each share nothing opens, whatever it says.
 */
public sealed interface ConsentDecision {
  enum Kind {
    PERMIT,
    DENY
  }

  Kind kind();

  /** Votes that are not abstentions, per patient and facet. */
  List<Because> because();

  default boolean permitted() {
    return kind() == Kind.PERMIT;
  }

  record Permit(List<Because> because) implements ConsentDecision {
    public Permit {
      because = List.copyOf(because);
    }

    @Override
    public Kind kind() {
      return Kind.PERMIT;
    }
  }

  record Deny(Reason reason, List<Because> because) implements ConsentDecision {
    public Deny {
      because = List.copyOf(because);
    }

    /** Codes of the CodeSystem {@code consent-decision-reason}. */
    public enum Reason {
      NO_CONSENT,
      DENY_RULE,
      OPT_OUT,
      FACET_NOT_COVERED,
      OTHER_PATIENT,
      TOKEN_RESIDUAL,
      BLOCKED_BY_REJECTED_CONSENT;

      /** For example {@code facet-not-covered}. */
      public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }

    @Override
    public Kind kind() {
      return Kind.DENY;
    }
  }

  /**
   * Which facet was decided by which node of which Consent.
   *
   * @param nodePath FHIRPath; empty: the Consent's fallback
   */
  record Because(
      String patient, Facet facet, ConsentRef consent, Optional<String> nodePath, Vote vote) {}
}
