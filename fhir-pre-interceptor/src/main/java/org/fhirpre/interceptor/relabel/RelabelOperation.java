// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.relabel;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.PendingStore;
import org.fhirpre.interceptor.jdbc.RelabelState;
import org.fhirpre.interceptor.jdbc.RelabelStore.Run;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/**
 * {@code $relabel} and {@code $relabel-status}, for the privacy officer. Asynchronous as FHIR says
 * it: 202 with {@code Content-Location}, and 202 there until the answer is ready.
 */
public final class RelabelOperation {
  private static final String SECONDS_TO_WAIT = "2";

  private final RelabelRuns runs;
  private final RelabelJobs jobs;
  private final PendingStore pending;
  private final Readers readers;
  private final Ledger ledger;
  private final String lists;

  /** Where it is written down, in the transaction of what it tells of. */
  public record Ledger(AuditTrail audit, Transactions transactions) {}

  /**
   * @param lists names and versions of the code lists, separated by blanks
   */
  public RelabelOperation(
      RelabelRuns runs,
      RelabelJobs jobs,
      PendingStore pending,
      Readers readers,
      Ledger ledger,
      String lists) {
    this.runs = runs;
    this.jobs = jobs;
    this.pending = pending;
    this.readers = readers;
    this.ledger = ledger;
    this.lists = lists;
  }

  /** Without {@code plan}: makes a plan. With it: does what that plan said. */
  @Operation(name = "$relabel", manualResponse = true)
  public void relabel(
      @OperationParam(name = "plan", max = 1) @Nullable StringType plan,
      ServletRequestDetails request)
      throws IOException {
    Reader officer = requireOfficer(request);
    String run =
        plan == null || !plan.hasValue() ? begin(officer) : release(plan.getValue(), officer);
    HttpServletResponse response = request.getServletResponse();
    response.setHeader(
        Constants.HEADER_CONTENT_LOCATION,
        request.getFhirServerBase() + "/$relabel-status?run=" + run);
    accepted(request, "The job was started; its status is at the Content-Location");
  }

  /** 202 while the job runs, then what it found or did. */
  @Operation(name = "$relabel-status", manualResponse = true, idempotent = true)
  public void status(
      @OperationParam(name = "run", min = 1, max = 1) @Nullable StringType run,
      ServletRequestDetails request)
      throws IOException {
    requireOfficer(request);
    if (run == null || !run.hasValue()) {
      throw FhirErrors.badRequest("malformed-encoding", "run is required");
    }
    Run known = runs.find(run.getValue()).orElseThrow(FhirErrors::absentOrDenied);
    if (known.state() == RelabelState.PLANNING || known.state() == RelabelState.APPLYING) {
      jobs.hasten();
      HttpServletResponse response = request.getServletResponse();
      response.setHeader(Constants.HEADER_X_PROGRESS, known.state().code());
      response.setHeader(Constants.HEADER_RETRY_AFTER, SECONDS_TO_WAIT);
      accepted(request, "The job is running");
      return;
    }
    answer(request, Constants.STATUS_HTTP_200_OK, RelabelAnswer.of(known, lists, pending.count()));
  }

  private String begin(Reader officer) {
    String run = noted(officer, "a plan was asked for", runs::begin);
    jobs.start(RelabelJobs.PLAN, run);
    return run;
  }

  private String release(String plan, Reader officer) {
    String run = noted(officer, "plan " + plan + " was applied", () -> runs.release(plan));
    boolean open = runs.find(run).filter(it -> it.state() == RelabelState.APPLYING).isPresent();
    if (open) {
      jobs.start(RelabelJobs.APPLY, run);
    }
    return run;
  }

  private String noted(Reader officer, String what, Supplier<String> step) {
    return ledger
        .transactions()
        .run(
            () -> {
              String run = step.get();
              ledger
                  .audit()
                  .record(
                      new AuditTrail.Entry(
                          AuditTrail.Kind.RELABEL,
                          Optional.of(officer),
                          "$relabel",
                          List.of(),
                          Optional.of(new AuditTrail.Why(List.of(), what))));
              return run;
            });
  }

  private Reader requireOfficer(ServletRequestDetails request) {
    Reader reader = readers.require(request);
    if (!reader.has(Reader.PRIVACY_OFFICER)) {
      throw FhirErrors.forbidden("forbidden", "Re-labelling is for the privacy officer");
    }
    return reader;
  }

  private static void accepted(ServletRequestDetails request, String text) throws IOException {
    OperationOutcome outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(IssueSeverity.INFORMATION)
        .setCode(IssueType.INFORMATIONAL)
        .getDetails()
        .setText(text);
    answer(request, Constants.STATUS_HTTP_202_ACCEPTED, outcome);
  }

  private static void answer(ServletRequestDetails request, int status, Resource resource)
      throws IOException {
    HttpServletResponse response = request.getServletResponse();
    request.getServer().addHeadersToResponse(response);
    response.setStatus(status);
    response.setContentType(Constants.CT_FHIR_JSON_NEW);
    response.setCharacterEncoding(Constants.CHARSET_NAME_UTF8);
    request.getFhirContext().newJsonParser().encodeResourceToWriter(resource, response.getWriter());
    response.getWriter().close();
  }
}
