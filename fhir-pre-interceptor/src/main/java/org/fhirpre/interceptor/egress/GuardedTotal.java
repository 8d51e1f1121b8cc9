// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.rest.api.server.RequestDetails;

/** Tells the net that this request's {@code Bundle.total} counts permitted resources only. */
public final class GuardedTotal {
  private static final String KEY = GuardedTotal.class.getName();

  private GuardedTotal() {}

  public static void mark(RequestDetails request) {
    request.getUserData().put(KEY, true);
  }

  static boolean is(RequestDetails request) {
    return request.getUserData().containsKey(KEY);
  }
}
