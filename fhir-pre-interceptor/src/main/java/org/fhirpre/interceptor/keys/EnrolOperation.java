// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.EnrolledPatient;
import org.fhirpre.interceptor.jdbc.HapiResources;
import org.fhirpre.interceptor.spi.AgentUnavailable;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** {@code Patient/{id}/$enroll}: gives a patient a key agent. */
public final class EnrolOperation {
  private static final String MANAGED = "managed";
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final JdbcKeyDirectory directory;
  private final HapiResources resources;
  private final AuditTrail audit;
  private final Readers readers;

  public EnrolOperation(
      JdbcKeyDirectory directory, HapiResources resources, AuditTrail audit, Readers readers) {
    this.directory = directory;
    this.resources = resources;
    this.audit = audit;
    this.readers = readers;
  }

  /** The patient or an administrator; a patient who is enrolled stays as she is. */
  @Operation(name = "$enroll", typeName = "Patient")
  public Parameters enroll(
      @IdParam IdType id,
      @OperationParam(name = "agent", min = 1) @Nullable CodeType agent,
      RequestDetails request) {
    String patient = "Patient/" + id.getIdPart();
    Reader reader = readers.require(request);
    if (!reader.has(Reader.ADMIN) && !reader.subject().equals(patient)) {
      throw FhirErrors.forbidden("not-the-subject", "Only the patient or an administrator may");
    }
    if (agent == null || !MANAGED.equals(agent.getValue())) {
      throw FhirErrors.unprocessable(
          IssueType.NOTSUPPORTED, "not-supported", "Only managed agents are supported");
    }
    if (!resources.exists("Patient", id.getIdPart())) {
      throw FhirErrors.absentOrDenied();
    }
    return answer(enrol(id.getIdPart(), reader));
  }

  private EnrolledPatient enrol(String patientId, Reader reader) {
    try {
      EnrolledPatient enrolled = directory.enrol(patientId);
      audit.record(
          new AuditTrail.Entry(
              AuditTrail.Kind.KEY,
              Optional.of(reader),
              "$enroll",
              List.of("Patient/" + patientId)));
      return enrolled;
    } catch (AgentUnavailable absent) {
      throw FhirErrors.agentUnavailable();
    }
  }

  private static Parameters answer(EnrolledPatient patient) {
    Parameters answer = new Parameters();
    answer
        .addParameter()
        .setName("agent")
        .setValue(new CodeType(patient.agent().name().toLowerCase(Locale.ROOT)));
    answer
        .addParameter()
        .setName("kfragKey")
        .setValue(new StringType(BASE64URL.encodeToString(patient.kfragKey().toBytes())));
    return answer;
  }
}
