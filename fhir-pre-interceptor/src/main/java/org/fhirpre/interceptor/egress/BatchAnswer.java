// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import org.fhirpre.interceptor.errors.ErrorTexts;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryResponseComponent;
import org.hl7.fhir.r4.model.OperationOutcome;

/** Failures of single entries, which HAPI writes into the answer without asking anybody. */
final class BatchAnswer {
  private BatchAnswer() {}

  /** Absent and denied become the same; texts lose their values. */
  static void clean(BundleEntryComponent entry) {
    BundleEntryResponseComponent response = entry.getResponse();
    String status = response.hasStatus() ? response.getStatus() : "";
    if (status.startsWith("404") || status.startsWith("410")) {
      response.setStatus("404 Not Found");
      response.setOutcome(FhirErrors.absentOutcome());
      response.setLocation(null);
    } else if ((status.startsWith("4") || status.startsWith("5"))
        && response.getOutcome() instanceof OperationOutcome outcome) {
      ErrorTexts.clean(outcome);
    }
  }
}
