// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.relabel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.StoredPolicies;
import org.fhirpre.interceptor.jdbc.PendingStore;
import org.fhirpre.interceptor.jdbc.VersionRows;
import org.fhirpre.interceptor.jdbc.VersionRows.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resources whose labels call for other key segments than their capsules lie in. The table only
 * helps to find them: what the row itself says counts, and an entry that it contradicts is removed.
 *
 * <p>Thread safety: called concurrently.
 */
public final class PendingResources {
  private static final Logger log = LoggerFactory.getLogger(PendingResources.class);

  private final PendingStore store;
  private final VersionRows rows;
  private final StoredPolicies policies;

  public PendingResources(PendingStore store, VersionRows rows, StoredPolicies policies) {
    this.store = store;
    this.rows = rows;
    this.policies = policies;
  }

  /** Whether a patient has any. */
  public boolean any(String patientId) {
    return store.ofPatient(patientId).stream().anyMatch(each -> find(each).isPresent());
  }

  List<SealedRecord> of(String patientId) {
    List<SealedRecord> found = new ArrayList<>();
    store.ofPatient(patientId).forEach(reference -> find(reference).ifPresent(found::add));
    return found;
  }

  /** A resource was sealed anew, or is gone. */
  void settled(String reference) {
    store.remove(reference);
  }

  private Optional<SealedRecord> find(String reference) {
    int slash = reference.indexOf('/');
    Optional<Version> current =
        rows.current(reference.substring(0, slash), reference.substring(slash + 1));
    try {
      Optional<SealedRecord> waiting =
          current.flatMap(row -> policies.read(row.text())).filter(SealedRecord::relabelled);
      if (waiting.isEmpty()) {
        store.remove(reference);
      }
      return waiting;
    } catch (PreException altered) {
      log.error("stored body is unreadable code={}", altered.code());
      return Optional.empty();
    }
  }
}
