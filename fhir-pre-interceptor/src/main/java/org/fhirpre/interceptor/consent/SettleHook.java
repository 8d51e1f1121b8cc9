// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.fhirpre.consent.Finding;
import org.fhirpre.consent.FindingCode;
import org.fhirpre.interceptor.errors.RequestFindings;
import org.fhirpre.interceptor.keys.TouchedPatients;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After the commit and before the answer is sent: gets the grants that the request has made due, so
 * that they are normally live when the client reads its 201. What takes longer is left to the
 * background.
 */
@Interceptor
public final class SettleHook {
  private static final Logger log = LoggerFactory.getLogger(SettleHook.class);
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final Reconciler reconciler;
  private final Clock clock;

  public SettleHook(Reconciler reconciler, Clock clock) {
    this.reconciler = reconciler;
    this.clock = clock;
  }

  @Hook(value = Pointcut.SERVER_OUTGOING_RESPONSE, order = 900)
  public void settle(RequestDetails request, ResponseDetails response) {
    boolean settled = settled(request);
    if (response.getResponseResource() instanceof OperationOutcome outcome) {
      RequestFindings.of(request).all().forEach(f -> FindingOutcomes.add(outcome, f));
      if (!settled) {
        FindingOutcomes.add(outcome, Finding.of(FindingCode.GRANTS_PENDING, "Consent"));
      }
    }
  }

  private boolean settled(RequestDetails request) {
    Instant deadline = clock.instant().plus(LIMIT);
    boolean all = true;
    for (String patientId : TouchedPatients.of(request).ids()) {
      Duration left = Duration.between(clock.instant(), deadline);
      all &= !left.isNegative() && !left.isZero() && settled(patientId, left);
    }
    return all;
  }

  /** The write has been committed: a failure here must not be answered as if it had not. */
  private boolean settled(String patientId, Duration left) {
    try {
      return reconciler.settle(patientId, left);
    } catch (RuntimeException failed) {
      log.error("grants left to the background kind={}", failed.getClass().getSimpleName());
      return false;
    }
  }
}
