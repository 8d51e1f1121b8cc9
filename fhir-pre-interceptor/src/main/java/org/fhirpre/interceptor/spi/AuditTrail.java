// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.spi;

import java.util.List;
import java.util.Optional;

/**
 * Where accesses, denials, grants and revocations are written down; the default stores AuditEvents.
 *
 * <p>Thread safety: called concurrently. Entries name resources by literal reference only; they
 * carry no labels, codes, values or URLs.
 */
public interface AuditTrail {
  void record(Entry entry);

  enum Kind {
    READ,
    DENIAL,
    GRANT,
    REVOCATION,
    KEY
  }

  /**
   * @param interaction FHIR interaction code, such as {@code read} or {@code search-type}
   * @param resources literal references of what was shown, withheld, granted or revoked
   */
  record Entry(Kind kind, Optional<Reader> who, String interaction, List<String> resources) {
    public Entry {
      resources = List.copyOf(resources);
    }
  }
}
