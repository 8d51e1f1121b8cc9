// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.guard;

import java.util.List;

/** Loggers of the host that print URLs or values, and the level from which they do not. */
public final class LogRules {
  /** Print at INFO: URLs of GET entries, criteria of subscriptions. */
  public static final List<String> FROM_WARN =
      List.of(
          "ca.uhn.fhir.jpa.dao.BaseTransactionProcessor",
          "ca.uhn.fhir.jpa.dao.TransactionProcessor",
          "ca.uhn.fhir.jpa.subscription.match.matcher.matching.CompositeInMemoryDaoSubscriptionMatcher",
          "ca.uhn.fhir.jpa.subscription.match.registry.SubscriptionRegistry");

  /** Print at WARN: inline match URLs, texts of refused requests, names that a body made up. */
  public static final List<String> FROM_ERROR =
      List.of(
          "ca.uhn.fhir.jpa.dao.MatchResourceUrlService",
          "ca.uhn.fhir.rest.server.interceptor.ExceptionHandlingInterceptor",
          "ca.uhn.fhir.parser.LenientErrorHandler");

  /**
   * Print every refusal with its stack and its text, whoever wrote it (faults are logged by {@code
   * ErrorTextHook}); print codes of resources that are validated; print what a driver said of a
   * statement when its transaction cannot be rolled back either; print the endpoints of
   * subscriptions (what was not delivered is logged by {@code DeliveryDoor}).
   */
  public static final List<String> NEVER =
      List.of(
          "ca.uhn.fhir.interceptor.executor.BaseInterceptorService",
          "ca.uhn.fhir.log.terminology_troubleshooting",
          "ca.uhn.fhir.jpa.subscription.match.deliver",
          "org.springframework.transaction.support.TransactionTemplate");

  private LogRules() {}
}
