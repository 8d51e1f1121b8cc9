// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Optional;
import java.util.function.Supplier;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.keys.Representation;
import org.fhirpre.interceptor.keys.TouchedPatients;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** {@code $revokeConsent} and {@code $consent-enforcement-status}. */
public final class ConsentOperations {
  private final ConsentStore consents;
  private final EnforcementReport report;
  private final Readers readers;
  private final Representation representation;
  private final Evidence evidence;
  private final Transactions transactions;
  private final Supplier<DaoRegistry> daos;

  /**
   * @param daos asked late: HAPI's beans need the hooks that need this
   */
  public ConsentOperations(
      ConsentStore consents,
      EnforcementReport report,
      Readers readers,
      Representation representation,
      Evidence evidence,
      Transactions transactions,
      Supplier<DaoRegistry> daos) {
    this.consents = consents;
    this.report = report;
    this.readers = readers;
    this.representation = representation;
    this.evidence = evidence;
    this.transactions = transactions;
    this.daos = daos;
  }

  /** The status becomes inactive; answered once its grants are gone. */
  @Operation(name = "$revokeConsent", typeName = "Consent")
  public OperationOutcome revoke(
      @IdParam IdType id,
      @OperationParam(name = "document") @Nullable IBaseResource document,
      @OperationParam(name = "reason") @Nullable CodeableConcept reason,
      RequestDetails request) {
    return revoke(id.getIdPart(), Optional.empty(), Evidence.Given.of(document, reason), request);
  }

  /** The same, naming Consent and patient. */
  @Operation(name = "$revokeConsent", typeName = "Consent")
  public OperationOutcome revokeNamed(
      @OperationParam(name = "consent", min = 1) @Nullable Reference consent,
      @OperationParam(name = "patient", min = 1) @Nullable Reference patient,
      @OperationParam(name = "document") @Nullable IBaseResource document,
      @OperationParam(name = "reason") @Nullable CodeableConcept reason,
      RequestDetails request) {
    if (consent == null || patient == null || !consent.hasReference()) {
      throw FhirErrors.badRequest("malformed-encoding", "consent and patient are required");
    }
    return revoke(
        new IdType(consent.getReference()).getIdPart(),
        Optional.of(new IdType(patient.getReference()).toUnqualifiedVersionless().getValue()),
        Evidence.Given.of(document, reason),
        request);
  }

  private OperationOutcome revoke(
      String id, Optional<String> patient, Evidence.Given given, RequestDetails request) {
    Reader reader = readers.require(request);
    ConsentRow row =
        consents
            .find(id)
            .filter(known -> owns(reader, known) || reader.has(Reader.CONSENT_RECORDER))
            .filter(
                known ->
                    patient.isEmpty() || patient.equals(known.patientId().map(p -> "Patient/" + p)))
            .orElseThrow(FhirErrors::absentOrDenied);
    inactivate(row, given, request);
    OperationOutcome outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(IssueSeverity.INFORMATION)
        .setCode(IssueType.INFORMATIONAL)
        .getDetails()
        .setText("The Consent is inactive and its grants are deleted");
    return outcome;
  }

  private void inactivate(ConsentRow row, Evidence.Given given, RequestDetails request) {
    Reader reader = readers.require(request);
    RequestDetails own = readers.onBehalfOf(reader);
    transactions.run(
        () -> {
          IdType version = inactive(row.id(), own);
          evidence.file(given, version, "Patient/" + row.patientId().orElse(""), reader);
        });
    TouchedPatients.of(request).addAll(TouchedPatients.of(own).ids());
  }

  private IdType inactive(String id, RequestDetails own) {
    IFhirResourceDao<Consent> dao = daos.get().getResourceDao(Consent.class);
    Consent consent = dao.read(new IdType("Consent", id), new SystemRequestDetails());
    if (consent.getStatus() == Consent.ConsentState.INACTIVE) {
      return consent.getIdElement();
    }
    consent.setStatus(Consent.ConsentState.INACTIVE);
    return (IdType) dao.update(consent, own).getId();
  }

  /** How far one Consent is in force. */
  @Operation(name = "$consent-enforcement-status", typeName = "Consent", idempotent = true)
  public Parameters status(@IdParam IdType id, RequestDetails request) {
    Reader reader = readers.require(request);
    ConsentRow row =
        consents
            .find(id.getIdPart())
            .filter(known -> mayLook(reader, known))
            .orElseThrow(FhirErrors::absentOrDenied);
    return report.of(row);
  }

  /** How far the Consents of a patient are in force. */
  @Operation(name = "$consent-enforcement-status", typeName = "Patient", idempotent = true)
  public Parameters patientStatus(@IdParam IdType id, RequestDetails request) {
    Reader reader = readers.require(request);
    if (!representation.speaksFor(reader, id.getIdPart()) && !looksAtAll(reader)) {
      throw FhirErrors.absentOrDenied();
    }
    return report.of(id.getIdPart());
  }

  private boolean mayLook(Reader reader, ConsentRow row) {
    return owns(reader, row) || looksAtAll(reader);
  }

  private static boolean looksAtAll(Reader reader) {
    return reader.has(Reader.CONSENT_RECORDER) || reader.has(Reader.PRIVACY_OFFICER);
  }

  private boolean owns(Reader reader, ConsentRow row) {
    return row.patientId().filter(id -> representation.speaksFor(reader, id)).isPresent();
  }
}
