// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the net which {@code Bundle.total} of this request counts permitted resources only. Entries
 * of a batch share their request: each total that was counted so may leave, in any of its pages of
 * search results.
 */
public final class GuardedTotal {
  private static final String KEY = GuardedTotal.class.getName();

  private GuardedTotal() {}

  public static void mark(RequestDetails request, int total) {
    totals(request).add(total);
  }

  static Set<Integer> of(RequestDetails request) {
    return Set.copyOf(totals(request));
  }

  @SuppressWarnings("unchecked") // nobody else has the key
  private static Set<Integer> totals(RequestDetails request) {
    return (Set<Integer>)
        request.getUserData().computeIfAbsent(KEY, none -> ConcurrentHashMap.newKeySet());
  }
}
