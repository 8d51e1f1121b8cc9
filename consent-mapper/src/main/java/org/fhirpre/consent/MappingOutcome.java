// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.List;

/** What mapping one Consent gave. Exactly one of three; there is no "partly". */
public sealed interface MappingOutcome {
  enum Kind {
    ENFORCEABLE,
    INERT,
    REJECTED
  }

  Kind kind();

  /** All findings, in the order in which they were made. */
  List<Finding> findings();

  record Enforceable(NormalConsent consent, List<Finding> findings) implements MappingOutcome {
    public Enforceable {
      findings = List.copyOf(findings);
    }

    @Override
    public Kind kind() {
      return Kind.ENFORCEABLE;
    }
  }

  /** Valid and stored, opens and forbids nothing. */
  record Inert(Reason reason, List<Finding> findings) implements MappingOutcome {
    public Inert {
      findings = List.copyOf(findings);
    }

    public enum Reason {
      NOT_ACTIVE,
      SCOPE,
      CUSTODIAN,
      PERIOD_ENDED
    }

    @Override
    public Kind kind() {
      return Kind.INERT;
    }
  }

  /**
   * Refused, with at least one finding of severity ERROR.
   *
   * @param forbids whether it holds a deny, an opt-out or a root without type. Stored nevertheless
   *     ({@code handling=lenient}) it then blocks all access to its patient, because ignoring it
   *     would disclose against a recorded will
   */
  record Rejected(List<Finding> findings, boolean forbids) implements MappingOutcome {
    public Rejected {
      findings = List.copyOf(findings);
    }

    @Override
    public Kind kind() {
      return Kind.REJECTED;
    }
  }
}
