// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips the runs on the native backend where it cannot be used, and prints the reason. Where {@code
 * CI} is set nothing is skipped: there the same reason fails every test.
 */
public final class NativeCondition implements ExecutionCondition {
  private static final Optional<String> REASON = reason();

  private static Optional<String> reason() {
    boolean concerned = "LIBSECP256K1".equals(System.getProperty("org.fhirpre.crypto.backend"));
    if (!concerned || System.getenv("CI") != null) {
      return Optional.empty();
    }
    Optional<String> refusal = Groups.byBackend(Backend.LIBSECP256K1).refusal();
    refusal.ifPresent(reason -> System.out.println("skipped: " + reason));
    return refusal;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return REASON
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("the backend can be used"));
  }
}
