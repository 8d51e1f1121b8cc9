// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.errors;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fhirpre.consent.Finding;

/**
 * What mapping and labelling found while a request was served, for its OperationOutcome.
 *
 * <p>Thread safety: called concurrently; entries of a batch share their request.
 */
public final class RequestFindings {
  private static final String KEY = RequestFindings.class.getName();

  private final List<Finding> findings = new CopyOnWriteArrayList<>();

  private RequestFindings() {}

  public static RequestFindings of(RequestDetails request) {
    return (RequestFindings)
        request.getUserData().computeIfAbsent(KEY, absent -> new RequestFindings());
  }

  public void addAll(Collection<Finding> more) {
    findings.addAll(more);
  }

  public List<Finding> all() {
    return List.copyOf(findings);
  }
}
