// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.spi;

import java.util.List;
import java.util.Optional;
import org.fhirpre.terminology.Label;

/**
 * Where accesses, denials, grants and revocations are written down; the default stores AuditEvents.
 *
 * <p>Thread safety: called concurrently. Entries name resources by literal reference only; they
 * carry no labels, codes, values or URLs.
 */
public interface AuditTrail {
  void record(Entry entry);

  /**
   * Records what is stored before the call returns.
   *
   * @return literal reference of the AuditEvent; empty if the trail keeps none in this server
   */
  default Optional<String> recordNamed(Entry entry) {
    record(entry);
    return Optional.empty();
  }

  enum Kind {
    READ,
    DENIAL,
    GRANT,
    REVOCATION,
    KEY,
    /** The patient said no to grants. */
    GRANT_REFUSAL,
    /** A plan of re-labelling was asked for, or let be applied. */
    RELABEL,
    /** A session of emergency access was opened. */
    EMERGENCY,
    /** Emergency access was asked for where none is provided for. */
    EMERGENCY_REFUSED
  }

  /**
   * What somebody gave as the reason of emergency access, of new keys or of saying no to grants.
   *
   * @param words in the person's own words; nothing else in an entry is free text
   */
  record Why(List<Label> codes, String words) {
    public Why {
      codes = List.copyOf(codes);
    }
  }

  /**
   * @param interaction FHIR interaction code, such as {@code read} or {@code search-type}
   * @param resources literal references of what was shown, withheld, granted or revoked
   * @param why of emergencies and new keys only
   */
  record Entry(
      Kind kind,
      Optional<Reader> who,
      String interaction,
      List<String> resources,
      Optional<Why> why) {
    public Entry {
      resources = List.copyOf(resources);
    }

    /** No emergency. */
    public Entry(Kind kind, Optional<Reader> who, String interaction, List<String> resources) {
      this(kind, who, interaction, resources, Optional.empty());
    }
  }
}
