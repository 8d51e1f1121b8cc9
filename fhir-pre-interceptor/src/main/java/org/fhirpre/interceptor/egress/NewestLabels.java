// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.StoredPolicies;
import org.fhirpre.interceptor.jdbc.VersionRows;
import org.fhirpre.terminology.Labels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Labels under which an older version is judged: its own, and those of the newest version that has
 * a body. So what became sensitive later is not read from the history. Thread-safe.
 */
public final class NewestLabels {
  private static final Logger log = LoggerFactory.getLogger(NewestLabels.class);
  private final VersionRows rows;
  private final StoredPolicies policies;

  public NewestLabels(VersionRows rows, StoredPolicies policies) {
    this.rows = rows;
    this.policies = policies;
  }

  /**
   * The records as they are to be judged, in order; empty where the newest version's labels cannot
   * be read, which withholds the older one.
   */
  List<Optional<SealedRecord>> judged(List<SealedRecord> page, RequestDetails request) {
    return Interactions.showsVersions(request)
        ? judged(page)
        : page.stream().map(Optional::of).toList();
  }

  /** The same where any of them may be an older version. */
  List<Optional<SealedRecord>> judged(List<SealedRecord> page) {
    Map<String, VersionRows.Version> newest = new HashMap<>();
    rows.newest(page.stream().map(SealedRecord::id).distinct().toList())
        .forEach(row -> newest.put(row.type() + "/" + row.id(), row));
    return page.stream().map(each -> judged(each, newest)).toList();
  }

  private Optional<SealedRecord> judged(
      SealedRecord older, Map<String, VersionRows.Version> newest) {
    VersionRows.Version row = newest.get(older.type() + "/" + older.id());
    if (row == null || row.version() == older.version()) {
      return Optional.of(older);
    }
    try {
      return policies
          .read(row.text())
          .map(record -> record.attributes().labels())
          .map(labels -> united(older, labels));
    } catch (PreException altered) {
      log.error("stored body is unreadable code={}", altered.code());
      return Optional.empty();
    }
  }

  private static SealedRecord united(SealedRecord older, Labels newest) {
    return older.with(older.attributes().with(older.attributes().labels().with(newest)));
  }
}
