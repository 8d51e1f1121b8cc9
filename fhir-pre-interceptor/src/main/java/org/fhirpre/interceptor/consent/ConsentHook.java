// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.PreferHandlingEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import java.util.Optional;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.egress.EnforcementStateHook;
import org.fhirpre.interceptor.errors.RequestFindings;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.keys.TouchedPatients;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.jspecify.annotations.Nullable;

/**
 * Records Consents inside the transaction that stores them, just before it commits.
 *
 * <p>Not earlier: in the first pass of a FHIR transaction a Consent may still name its patient as
 * {@code urn:uuid:}. A refusal rolls everything back.
 */
@Interceptor
public final class ConsentHook {
  private final ConsentRecorder recorder;
  private final Readers readers;
  private final Transactions transactions;

  public ConsentHook(ConsentRecorder recorder, Readers readers, Transactions transactions) {
    this.recorder = recorder;
    this.readers = readers;
    this.transactions = transactions;
  }

  /** What a client read with its state and sends back. */
  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = HookOrder.GUARD)
  public void submitted(IBaseResource resource) {
    withoutState(resource);
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = HookOrder.GUARD)
  public void submitted(@Nullable IBaseResource before, IBaseResource resource) {
    withoutState(resource);
  }

  private static void withoutState(IBaseResource resource) {
    if (resource instanceof Consent consent) {
      consent.getExtension().removeIf(e -> EnforcementStateHook.EXTENSION.equals(e.getUrl()));
    }
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource, @Nullable RequestDetails request) {
    stored(resource, request);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(
      IBaseResource before, IBaseResource resource, @Nullable RequestDetails request) {
    stored(resource, request);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
  public void deleted(IBaseResource resource, @Nullable RequestDetails request) {
    if (resource instanceof Consent consent) {
      note(recorder.forget(consent.getIdElement().getIdPart(), writer(request)), request);
    } else if (resource instanceof Patient patient) {
      recorder.forgetPatient(patient.getIdElement().getIdPart(), writer(request));
    } else if (resource instanceof RelatedPerson person) {
      recorder.forgetRepresentative(person.getIdElement().getIdPart());
    }
  }

  private void stored(IBaseResource resource, @Nullable RequestDetails request) {
    if (resource instanceof Consent consent) {
      note(recorder.record(consent, writer(request)), request);
    }
    if (request != null) {
      // Segments that this write opened; they are known only to the transaction.
      TouchedPatients.of(request).addAll(TouchedPatients.of(transactions).ids());
    }
  }

  private static void note(ConsentRecorder.Recorded recorded, @Nullable RequestDetails request) {
    if (request != null) {
      TouchedPatients.of(request).addAll(recorded.due());
      RequestFindings.of(request).addAll(recorded.findings());
    }
  }

  private ConsentRecorder.Writer writer(@Nullable RequestDetails request) {
    if (request == null) {
      return new ConsentRecorder.Writer(Optional.empty(), ConsentRecorder.Handling.STRICT);
    }
    return new ConsentRecorder.Writer(
        readers.internal(request) ? readers.of(request) : Optional.of(readers.require(request)),
        handling(request));
  }

  private static ConsentRecorder.Handling handling(RequestDetails request) {
    String prefer = request.getHeader(Constants.HEADER_PREFER);
    return RestfulServerUtils.parsePreferHeader(prefer).getHanding() == PreferHandlingEnum.LENIENT
        ? ConsentRecorder.Handling.LENIENT
        : ConsentRecorder.Handling.STRICT;
  }
}
