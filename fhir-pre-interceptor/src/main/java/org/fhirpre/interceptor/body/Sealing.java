// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * One body to be sealed.
 *
 * @param resource as HAPI is about to store it, references resolved
 * @param meta as submitted
 * @param version that this write makes
 * @param request whose keys are shared; null for a system request
 */
record Sealing(
    Resource resource,
    Meta meta,
    long version,
    SealingFacts facts,
    @Nullable RequestDetails request) {

  /**
   * @throws IllegalStateException if HAPI has given no id: it is part of the binding, never guessed
   */
  String id() {
    String id = resource.getIdElement().getIdPart();
    if (id == null || id.isEmpty()) {
      throw new IllegalStateException("a body without a logical id cannot be sealed");
    }
    return id;
  }
}
