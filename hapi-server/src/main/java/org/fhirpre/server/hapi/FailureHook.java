// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.hapi;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log where the server is broken: types and places of the exceptions behind a 5xx, but
 * never their messages, which may quote a request. HAPI's own logging of failures is off.
 */
@Interceptor(order = FailureHook.FIRST)
public final class FailureHook {
  // before hooks that rewrite the exception
  static final int FIRST = -10_000;

  private static final Logger log = LoggerFactory.getLogger(FailureHook.class);
  private static final int FRAMES = 12;
  private static final int CAUSES = 6;
  private static final int SERVER_ERROR = 500;

  @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
  public void report(@Nullable RequestDetails request, Throwable failure) {
    boolean expected =
        failure instanceof BaseServerResponseException answer
            && answer.getStatusCode() < SERVER_ERROR;
    if (!expected) {
      String id = request == null ? "unknown" : request.getRequestId();
      log.error("failed request={} {}", id, description(failure));
    }
  }

  private static String description(Throwable failure) {
    StringBuilder text = new StringBuilder();
    @Nullable Throwable next = failure;
    for (int depth = 0; next != null && depth < CAUSES; depth++) {
      text.append(depth == 0 ? "" : "\n  caused by ").append(next.getClass().getName());
      List<StackTraceElement> frames = Arrays.asList(next.getStackTrace());
      text.append(
          frames.stream()
              .limit(FRAMES)
              .map(frame -> "\n    at " + frame)
              .collect(Collectors.joining()));
      next = next.getCause();
    }
    return text.toString();
  }
}
