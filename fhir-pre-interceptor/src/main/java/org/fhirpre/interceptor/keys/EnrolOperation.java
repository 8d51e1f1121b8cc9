// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.EnrolledPatient;
import org.fhirpre.interceptor.jdbc.HapiResources;
import org.fhirpre.interceptor.spi.AgentUnavailable;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** {@code Patient/{id}/$enroll}: gives a patient a key agent. */
public final class EnrolOperation {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final JdbcKeyDirectory directory;
  private final HeldEnrolment held;
  private final KeyStores stores;
  private final HapiResources resources;
  private final AuditTrail audit;
  private final Readers readers;

  public EnrolOperation(
      JdbcKeyDirectory directory,
      HeldEnrolment held,
      KeyStores stores,
      HapiResources resources,
      AuditTrail audit,
      Readers readers) {
    this.directory = directory;
    this.held = held;
    this.stores = stores;
    this.resources = resources;
    this.audit = audit;
    this.readers = readers;
  }

  /**
   * Managed: the patient or an administrator; a patient who is enrolled stays as she is.
   * Patient-held: the patient's own client, which presents its public keys; without a directory
   * nothing is stored and the answer says which segments one would have to publish.
   */
  @Operation(name = "$enroll", typeName = "Patient")
  public Parameters enroll(
      @IdParam IdType id,
      @OperationParam(name = "agent", min = 1) @Nullable CodeType agent,
      @OperationParam(name = "time") @Nullable InstantType time,
      @OperationParam(name = "key", max = 3) @Nullable List<ParametersParameterComponent> keys,
      @OperationParam(name = "directory") @Nullable Base64BinaryType edition,
      RequestDetails request) {
    String patient = "Patient/" + id.getIdPart();
    Reader reader = readers.require(request);
    boolean own = reader.subject().equals(patient);
    if (!own && !reader.has(Reader.ADMIN)) {
      throw notTheSubject("Only the patient or an administrator may");
    }
    if (isAgent(agent, EnrolledPatient.AgentKind.MANAGED)) {
      if (!resources.exists("Patient", id.getIdPart())) {
        throw FhirErrors.absentOrDenied();
      }
      return answer(managed(id.getIdPart(), reader));
    }
    if (!isAgent(agent, EnrolledPatient.AgentKind.PATIENT_HELD)) {
      throw FhirErrors.unprocessable(
          IssueType.NOTSUPPORTED, "not-supported", "The agent is managed or patient-held");
    }
    if (!own) {
      throw notTheSubject("Only the patient's own client may present her keys");
    }
    if (edition != null) {
      HeldSubmission submission = HeldSubmission.of(time, keys, edition);
      take(id.getIdPart(), submission, request);
    }
    return heldAnswer(id.getIdPart());
  }

  private static boolean isAgent(@Nullable CodeType agent, EnrolledPatient.AgentKind kind) {
    return agent != null && kind.code().equals(agent.getValue());
  }

  private EnrolledPatient managed(String patientId, Reader reader) {
    try {
      EnrolledPatient enrolled = directory.enrol(patientId);
      record(patientId, reader);
      return enrolled;
    } catch (AgentUnavailable absent) {
      throw FhirErrors.agentUnavailable();
    }
  }

  private void take(String patientId, HeldSubmission submission, RequestDetails request) {
    Reader reader = readers.require(request);
    try {
      stores
          .transactions()
          .run(
              () -> {
                held.take(patientId, submission.keys(), submission.directory());
                record(patientId, reader);
                TouchedPatients.of(request).addAll(TouchedPatients.of(stores.transactions()).ids());
              });
    } catch (PreException.VerificationFailed refused) {
      throw FhirErrors.unprocessable(
          IssueType.SECURITY, "verification-failed", "A proof or a signature does not hold");
    }
  }

  private void record(String patientId, Reader reader) {
    audit.record(
        new AuditTrail.Entry(
            AuditTrail.Kind.KEY, Optional.of(reader), "$enroll", List.of("Patient/" + patientId)));
  }

  private Parameters heldAnswer(String patientId) {
    Optional<EnrolledPatient> enrolled = stores.patients().find(patientId);
    if (enrolled.filter(patient -> !patient.holdsKeysHerself()).isPresent()) {
      throw FhirErrors.conflict("already-enrolled", "The patient has a managed key agent");
    }
    Parameters answer = enrolled.map(EnrolOperation::answer).orElseGet(Parameters::new);
    stores
        .held()
        .find(patientId)
        .ifPresent(
            keys ->
                answer.addParameter("directory", new Base64BinaryType(keys.directory().toBytes())));
    for (HeldEnrolment.Label label : held.missing(patientId)) {
      ParametersParameterComponent part = answer.addParameter().setName("missing");
      part.addPart().setName("facet").setValue(new StringType(label.facet().keyLabel()));
      part.addPart().setName("classGroup").setValue(new CodeType(label.classGroup().code()));
      part.addPart().setName("epoch").setValue(new StringType(label.epoch()));
    }
    return answer;
  }

  private static Parameters answer(EnrolledPatient patient) {
    Parameters answer = new Parameters();
    answer.addParameter().setName("agent").setValue(new CodeType(patient.agent().code()));
    answer
        .addParameter()
        .setName("kfragKey")
        .setValue(new StringType(BASE64URL.encodeToString(patient.kfragKey().toBytes())));
    return answer;
  }

  private static RuntimeException notTheSubject(String text) {
    return FhirErrors.forbidden("not-the-subject", text);
  }
}
