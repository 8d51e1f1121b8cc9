// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.batch2.api.IJobCoordinator;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.bulk.BulkExportJobParameters;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.Optional;
import java.util.function.Supplier;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.requester.Requesters;
import org.fhirpre.interceptor.spi.Reader;

/**
 * Lets nobody but who asked for an export see how it stands, and end it: to all others it does not
 * exist. On the RestfulServer.
 */
@Interceptor(order = HookOrder.GUARD)
public final class ExportStatusHook {
  private static final String OPERATION = "$export-poll-status";
  private static final String JOB = "_jobId";

  private final Requesters requesters;
  private final ExportDoor exports;
  private final Supplier<IJobCoordinator> jobs;

  /**
   * @param jobs asked late: HAPI's beans need the hooks that need this
   */
  public ExportStatusHook(
      Requesters requesters, ExportDoor exports, Supplier<IJobCoordinator> jobs) {
    this.requesters = requesters;
    this.exports = exports;
    this.jobs = jobs;
  }

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
  public void ask(RequestDetails request) {
    if (!OPERATION.equals(request.getOperation())) {
      return;
    }
    String[] named = request.getParameters().get(JOB);
    if (named == null || named.length != 1) {
      throw FhirErrors.badRequest("malformed-encoding", "Name one job by _jobId in the URL");
    }
    Optional<String> asking = requesters.of(request).map(Reader::subject);
    if (asking.isEmpty() || !asking.equals(owner(named[0]))) {
      throw FhirErrors.absentOrDenied();
    }
  }

  private Optional<String> owner(String job) {
    try {
      BulkExportJobParameters export =
          jobs.get().getInstance(job).getParameters(BulkExportJobParameters.class);
      return exports.requester(export).map(Reader::subject);
    } catch (ResourceNotFoundException unknown) {
      return Optional.empty();
    }
  }
}
