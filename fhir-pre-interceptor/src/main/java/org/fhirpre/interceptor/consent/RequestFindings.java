// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fhirpre.consent.Finding;

/**
 * What mapping found while a request was served, for its OperationOutcome.
 *
 * <p>Thread safety: called concurrently; entries of a batch share their request.
 */
final class RequestFindings {
  private static final String KEY = RequestFindings.class.getName();

  private final List<Finding> findings = new CopyOnWriteArrayList<>();

  private RequestFindings() {}

  static RequestFindings of(RequestDetails request) {
    return (RequestFindings)
        request.getUserData().computeIfAbsent(KEY, absent -> new RequestFindings());
  }

  void addAll(Collection<Finding> more) {
    findings.addAll(more);
  }

  List<Finding> all() {
    return List.copyOf(findings);
  }
}
