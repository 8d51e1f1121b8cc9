// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.StoredPolicies;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.PatientStore;
import org.fhirpre.interceptor.jdbc.RepresentativeStore;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.fhirpre.interceptor.jdbc.VersionRows;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * {@code RelatedPerson/{id}/$register-authority} and {@code $withdraw-authority}: who may give and
 * take back Consents for the patient whose RelatedPerson this is.
 */
public final class RepresentativeOperations {
  private final Tables tables;
  private final StoredPolicies policies;
  private final AuditTrail audit;
  private final Readers readers;

  /** What it reads and writes. */
  public record Tables(
      RepresentativeStore representatives,
      PatientStore patients,
      VersionRows versions,
      Transactions transactions) {}

  public RepresentativeOperations(
      Tables tables, StoredPolicies policies, AuditTrail audit, Readers readers) {
    this.tables = tables;
    this.policies = policies;
    this.audit = audit;
    this.readers = readers;
  }

  /** The patient or an administrator; again replaces the end. */
  @Operation(name = "$register-authority", typeName = "RelatedPerson")
  public Parameters register(
      @IdParam IdType id,
      @OperationParam(name = "until") @Nullable InstantType until,
      RequestDetails request) {
    Optional<Instant> ends =
        Optional.ofNullable(until).map(InstantType::getValue).map(Date::toInstant);
    Parameters answer =
        change(
            id,
            "$register-authority",
            request,
            (patient, subject) -> tables.representatives().put(patient, subject, ends));
    ends.ifPresent(end -> answer.addParameter("until", new InstantType(Date.from(end))));
    return answer;
  }

  /** The patient or an administrator. Consents that were given stay as they are. */
  @Operation(name = "$withdraw-authority", typeName = "RelatedPerson")
  public Parameters withdraw(@IdParam IdType id, RequestDetails request) {
    return change(id, "$withdraw-authority", request, tables.representatives()::remove);
  }

  private interface Change {
    void of(String patientId, String subject);
  }

  private Parameters change(IdType id, String operation, RequestDetails request, Change change) {
    Reader reader = readers.require(request);
    String subject = "RelatedPerson/" + id.getIdPart();
    String patientId =
        patientOf(id.getIdPart())
            .filter(patient -> reader.has(Reader.ADMIN) || isPatient(reader, patient))
            .orElseThrow(FhirErrors::absentOrDenied);
    tables
        .transactions()
        .run(
            () -> {
              tables.patients().lock(patientId);
              change.of(patientId, subject);
              audit.record(
                  new AuditTrail.Entry(
                      AuditTrail.Kind.KEY,
                      Optional.of(reader),
                      operation,
                      List.of(subject, "Patient/" + patientId)));
            });
    Parameters answer = new Parameters();
    answer.addParameter("representative", new Reference(subject));
    answer.addParameter("patient", new Reference("Patient/" + patientId));
    return answer;
  }

  private static boolean isPatient(Reader reader, String patientId) {
    return reader.subject().equals("Patient/" + patientId);
  }

  /** The one patient whom the stored RelatedPerson names. */
  private Optional<String> patientOf(String id) {
    return tables
        .versions()
        .current("RelatedPerson", id)
        .map(VersionRows.Version::text)
        .flatMap(policies::read)
        .map(SealedRecord::attributes)
        .map(attributes -> attributes.patients())
        .filter(patients -> patients.size() == 1)
        .map(patients -> patients.iterator().next())
        .filter(patient -> patient.startsWith("Patient/"))
        .map(patient -> patient.substring("Patient/".length()));
  }
}
