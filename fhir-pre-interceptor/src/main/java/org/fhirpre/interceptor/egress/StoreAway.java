// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.fhirpre.interceptor.errors.Outage;
import org.fhirpre.interceptor.jdbc.StoreUnavailable;

/**
 * The mark on a request whose grants and Consents could not be read. It is refused with 503: to
 * answer that nothing is there would be a lie that somebody may treat a patient by.
 */
final class StoreAway {
  private static final String KEY = StoreAway.class.getName();

  private StoreAway() {}

  static boolean explains(Throwable failure) {
    return failure instanceof StoreUnavailable || Outage.isBehind(failure);
  }

  static void mark(RequestDetails request) {
    request.getUserData().put(KEY, true);
  }

  static boolean marks(RequestDetails request) {
    return request.getUserData().containsKey(KEY);
  }
}
