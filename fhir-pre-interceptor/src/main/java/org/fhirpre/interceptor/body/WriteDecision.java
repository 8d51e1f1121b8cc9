// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.fhirpre.consent.Action;
import org.fhirpre.consent.ResourceAttributes;
import org.jspecify.annotations.Nullable;

/** Whether a patient's Consents forbid a write, asked before anything of it is stored. */
public interface WriteDecision {
  /**
   * Returns if the write may go on; throws the refusal otherwise, which aborts the transaction.
   *
   * @param action a writing one
   * @param attributes of what is written, or of what is replaced or deleted
   * @param request null for the server itself
   */
  void require(Action action, ResourceAttributes attributes, @Nullable RequestDetails request);
}
