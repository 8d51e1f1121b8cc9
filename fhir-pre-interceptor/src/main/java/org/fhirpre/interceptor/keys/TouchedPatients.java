// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.fhirpre.interceptor.jdbc.Transactions;

/**
 * Patients whose grants a request or a transaction has made due, so that they can be settled before
 * the answer is sent.
 *
 * <p>Thread safety: called concurrently; entries of a batch share their request.
 */
public final class TouchedPatients {
  private static final String KEY = TouchedPatients.class.getName();

  private final Set<String> ids = new ConcurrentSkipListSet<>();

  private TouchedPatients() {}

  /** Those of the running transaction. */
  public static TouchedPatients of(Transactions transactions) {
    return transactions.bound(TouchedPatients.class, TouchedPatients::new);
  }

  /** Those of a request. */
  public static TouchedPatients of(RequestDetails request) {
    return (TouchedPatients)
        request.getUserData().computeIfAbsent(KEY, absent -> new TouchedPatients());
  }

  public void add(String patientId) {
    ids.add(patientId);
  }

  public void addAll(Collection<String> patientIds) {
    ids.addAll(patientIds);
  }

  /** Logical ids, sorted. */
  public List<String> ids() {
    return List.copyOf(ids);
  }
}
