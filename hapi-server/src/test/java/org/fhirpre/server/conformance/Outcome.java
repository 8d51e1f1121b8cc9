// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.conformance;

import java.util.regex.Pattern;
import org.fhirpre.testkit.testscript.Result;
import org.fhirpre.testkit.testscript.TestResult;

/**
 * What one test gave, without what is different in every run.
 *
 * @param result code of {@link Result}
 * @param reason empty for a pass
 */
record Outcome(String result, String reason) {
  private static final Pattern BASE = Pattern.compile("http://localhost:\\d+/fhir");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

  static Outcome of(TestResult test, String runId) {
    if (test.result() == Result.PASS) {
      return new Outcome(test.result().code(), "");
    }
    String reason = BASE.matcher(test.reason()).replaceAll("[base]");
    reason = UUID.matcher(reason.replace(runId, "[run]")).replaceAll("[id]");
    return new Outcome(test.result().code(), TIME.matcher(reason).replaceAll("[time]"));
  }

  static Outcome parse(String text) {
    int colon = text.indexOf(": ");
    return colon < 0
        ? new Outcome(text, "")
        : new Outcome(text.substring(0, colon), text.substring(colon + 2));
  }

  @Override
  public String toString() {
    return reason.isEmpty() ? result : result + ": " + reason;
  }
}
