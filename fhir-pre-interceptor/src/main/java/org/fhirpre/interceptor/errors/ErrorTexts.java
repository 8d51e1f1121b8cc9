// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.errors;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.jspecify.annotations.Nullable;

/**
 * Takes values out of HAPI's error texts: match URLs, ids and content that did not parse. HAPI's
 * own number stays, and a fixed sentence where the number alone does not help.
 */
public final class ErrorTexts {
  private static final Pattern CODE = Pattern.compile("HAPI-0*([0-9]{1,5})");
  private static final String UNKNOWN =
      "The request failed; see the number in HAPI's documentation";
  private static final Map<String, String> SENTENCES =
      Map.of(
          "524", "Unknown search parameter",
          "989", "The version in If-Match is not the current one",
          "974", "The version in If-Match is not the current one",
          "1091", "A conditional reference matches nothing",
          "1092", "A conditional reference matches more than one resource",
          "1094", "A referenced resource does not exist",
          "1095", "A reference points to a resource that was deleted",
          "541", "A urn:uuid reference names no entry of the Bundle",
          "450", "The request body is not valid FHIR",
          "1861", "The request body is not valid FHIR");

  private ErrorTexts() {}

  /** HAPI's first number and a sentence that names no value. */
  public static String clean(@Nullable String text) {
    Matcher code = CODE.matcher(text == null ? "" : text);
    if (!code.find()) {
      return UNKNOWN;
    }
    return code.group() + ": " + SENTENCES.getOrDefault(code.group(1), UNKNOWN);
  }

  /** Cleans each issue that is not ours, in place. */
  public static void clean(OperationOutcome outcome) {
    if (FhirErrors.isOurs(outcome)) {
      return;
    }
    outcome.setText(null);
    for (OperationOutcomeIssueComponent issue : outcome.getIssue()) {
      issue.setDiagnostics(clean(issue.getDiagnostics()));
      issue.setDetails(null);
      issue.setLocation(null);
    }
  }
}
