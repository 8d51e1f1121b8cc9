// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.NotModifiedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.errors.ErrorTexts;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.spi.AgentUnavailable;
import org.fhirpre.interceptor.spi.PatientNotEnrolled;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites failures on their way out: our own keep their codes; absent, deleted and denied become
 * one answer; HAPI's texts lose their values. On the RestfulServer.
 */
@Interceptor(order = HookOrder.NET)
public final class ErrorTextHook {
  private static final Logger log = LoggerFactory.getLogger(ErrorTextHook.class);
  private static final int LOGGED_FRAMES = 12;
  private static final int SERVER_FAULT = 500;

  private final AbsentWork absentWork;

  /**
   * @param absentWork what an absent resource costs, so that it takes as long as a denied one
   */
  public ErrorTextHook(AbsentWork absentWork) {
    this.absentWork = absentWork;
  }

  @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
  public BaseServerResponseException rewrite(@Nullable RequestDetails request, Throwable thrown) {
    Throwable failure = unwrapped(thrown);
    if (failure instanceof PreException ours) {
      return FhirErrors.toFhir(ours);
    }
    if (failure instanceof PatientNotEnrolled) {
      return FhirErrors.patientNotEnrolled();
    }
    if (failure instanceof AgentUnavailable) {
      return FhirErrors.agentUnavailable();
    }
    if (StoreAway.explains(failure)) {
      return FhirErrors.storeUnavailable();
    }
    if (failure instanceof DataFormatException) {
      return cleaned(new InvalidRequestException(failure.getMessage()));
    }
    if (failure instanceof BaseServerResponseException known) {
      return known(known, request);
    }
    logFault(failure);
    return FhirErrors.internal("internal", "Internal error");
  }

  // HAPI wraps what a method of a provider throws, unless it is an answer already.
  private static Throwable unwrapped(Throwable thrown) {
    return thrown instanceof InternalErrorException
            && thrown.getCause() instanceof InvocationTargetException call
            && call.getCause() != null
        ? call.getCause()
        : thrown;
  }

  private BaseServerResponseException known(
      BaseServerResponseException failure, @Nullable RequestDetails request) {
    if (request != null && isAbsence(failure) && concernsInstance(request)) {
      absentWork.spend(request);
      return StoreAway.marks(request) ? FhirErrors.storeUnavailable() : FhirErrors.absentOrDenied();
    }
    boolean harmless =
        FhirErrors.isOurs(failure.getOperationOutcome())
            || failure instanceof AuthenticationException
            || failure instanceof ForbiddenOperationException
            || failure instanceof NotModifiedException
            || (isClear(request) && !isFault(failure));
    if (harmless) {
      return failure;
    }
    if (isFault(failure)) {
      logFault(failure);
    }
    return cleaned(failure);
  }

  private static boolean isFault(BaseServerResponseException failure) {
    return failure.getStatusCode() >= SERVER_FAULT;
  }

  private static boolean isAbsence(BaseServerResponseException failure) {
    return failure instanceof ResourceNotFoundException || failure instanceof ResourceGoneException;
  }

  private static boolean concernsInstance(RequestDetails request) {
    return request.getResourceName() != null
        && request.getId() != null
        && SealedTypes.possible(request.getResourceName());
  }

  private static boolean isClear(@Nullable RequestDetails request) {
    return request != null && !Interactions.concernsSealedType(request);
  }

  private static BaseServerResponseException cleaned(BaseServerResponseException failure) {
    String text = ErrorTexts.clean(failure.getMessage());
    BaseServerResponseException clean =
        BaseServerResponseException.newInstance(failure.getStatusCode(), text);
    clean.setOperationOutcome(FhirErrors.outcome(IssueType.PROCESSING, "refused-by-hapi", text));
    headers(failure)
        .forEach((name, values) -> values.forEach(v -> clean.addResponseHeader(name, v)));
    return clean;
  }

  private static Map<String, List<String>> headers(BaseServerResponseException failure) {
    return failure.hasResponseHeaders() ? failure.getResponseHeaders() : Map.of();
  }

  // Messages of exceptions that are not ours may quote content; frames do not.
  private static void logFault(Throwable failure) {
    String frames =
        Arrays.stream(failure.getStackTrace())
            .limit(LOGGED_FRAMES)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < "));
    log.error("request failed failure={} at={}", failure.getClass().getName(), frames);
    if (failure.getCause() != null && failure.getCause() != failure) {
      logFault(failure.getCause());
    }
  }
}
