// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fhirpre.consent.Finding;
import org.fhirpre.consent.FindingCode;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.keys.Representation;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** {@code $grant-plan} and {@code $upload-grants}. */
public final class GrantPlanOperations {
  private final ConsentStore consents;
  private final ConsentPlans plans;
  private final GrantUploads uploads;
  private final Readers readers;
  private final Representation representation;
  private final Clock clock;

  public GrantPlanOperations(
      ConsentStore consents,
      ConsentPlans plans,
      GrantUploads uploads,
      Readers readers,
      Representation representation,
      Clock clock) {
    this.consents = consents;
    this.plans = plans;
    this.uploads = uploads;
    this.readers = readers;
    this.representation = representation;
    this.clock = clock;
  }

  /** What a stored Consent calls for; for the patient, her agent and the privacy officer. */
  @Operation(name = "$grant-plan", typeName = "Consent", idempotent = true)
  public Parameters plan(
      @IdParam IdType id,
      @OperationParam(name = "entries") @Nullable CodeType entries,
      RequestDetails request) {
    Reader reader = readers.require(request);
    GrantPlanReport.Entries wanted = wanted(entries);
    ConsentRow row =
        consents
            .find(id.getIdPart())
            .filter(known -> owns(reader, known) || reader.has(Reader.PRIVACY_OFFICER))
            .filter(known -> known.patientId().isPresent())
            .orElseThrow(FhirErrors::absentOrDenied);
    GrantPlanReport.View view =
        owns(reader, row) ? GrantPlanReport.View.PATIENT : GrantPlanReport.View.OFFICER;
    ConsentPlan plan = plans.of(row, row.patientId().orElseThrow(), clock.instant());
    return GrantPlanReport.of(plan, wanted, view);
  }

  /** What a Consent would call for; stores nothing. */
  @Operation(name = "$grant-plan", typeName = "Consent", idempotent = true)
  public Parameters preview(
      @OperationParam(name = "consent", min = 1) @Nullable Consent consent,
      @OperationParam(name = "entries") @Nullable CodeType entries,
      RequestDetails request) {
    Reader reader = readers.require(request);
    GrantPlanReport.Entries wanted = wanted(entries);
    if (consent == null) {
      throw FhirErrors.badRequest("malformed-encoding", "The parameter consent is missing");
    }
    String patientId = plans.patientOf(consent).orElseThrow(FhirErrors::absentOrDenied);
    boolean own = representation.speaksFor(reader, patientId);
    if (!own && !reader.has(Reader.CONSENT_RECORDER)) {
      throw FhirErrors.absentOrDenied();
    }
    return GrantPlanReport.of(
        plans.preview(consent, patientId, clock.instant()),
        wanted,
        own ? GrantPlanReport.View.PATIENT : GrantPlanReport.View.OFFICER);
  }

  /** The patient's client answers a plan. */
  @Operation(name = "$upload-grants", typeName = "Consent")
  public Parameters upload(
      @IdParam IdType id,
      @OperationParam(name = "planId", min = 1) @Nullable StringType planId,
      @OperationParam(name = "digest", min = 1) @Nullable Base64BinaryType digest,
      @OperationParam(name = "grant", max = 1000)
          @Nullable List<ParametersParameterComponent> grants,
      @OperationParam(name = "refused", max = 1000)
          @Nullable List<ParametersParameterComponent> refused,
      RequestDetails request) {
    Reader reader = readers.require(request);
    ConsentRow row =
        consents
            .find(id.getIdPart())
            .filter(known -> known.patientId().equals(ownId(reader)))
            .orElseThrow(FhirErrors::absentOrDenied);
    GrantUploads.Upload upload = UploadReader.read(planId, digest, orNone(grants), orNone(refused));
    Books books = uploads.take(row, row.patientId().orElseThrow(), upload, reader);
    return answer(row, upload, books);
  }

  private static Parameters answer(ConsentRow row, GrantUploads.Upload upload, Books books) {
    long missing = books.planned(row) - books.live(row);
    Parameters answer = new Parameters();
    answer.addParameter("state", new CodeType(books.state(row).code()));
    answer.addParameter("accepted", new IntegerType(upload.grants().size()));
    answer.addParameter("missing", new IntegerType(Math.toIntExact(missing)));
    List<Finding> findings = new ArrayList<>(ConsentCodec.read(row.body().open()).findings());
    if (missing > 0) {
      findings.add(Finding.of(FindingCode.GRANTS_PENDING, "Consent"));
    }
    if (!findings.isEmpty()) {
      answer.addParameter().setName("outcome").setResource(FindingOutcomes.of(findings));
    }
    return answer;
  }

  private static GrantPlanReport.Entries wanted(@Nullable CodeType entries) {
    String code = Optional.ofNullable(entries).map(CodeType::getValue).orElse("all");
    return Arrays.stream(GrantPlanReport.Entries.values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(code))
        .findFirst()
        .orElseThrow(
            () -> FhirErrors.badRequest("malformed-encoding", "entries is all, missing or none"));
  }

  private static List<ParametersParameterComponent> orNone(
      @Nullable List<ParametersParameterComponent> given) {
    return given == null ? List.of() : given;
  }

  private boolean owns(Reader reader, ConsentRow row) {
    return row.patientId().filter(id -> representation.speaksFor(reader, id)).isPresent();
  }

  // Grants are made with the patient's keys, and her own client alone has those.
  private static Optional<String> ownId(Reader reader) {
    return Optional.of(reader.subject())
        .filter(subject -> subject.startsWith("Patient/"))
        .map(subject -> subject.substring("Patient/".length()));
  }
}
