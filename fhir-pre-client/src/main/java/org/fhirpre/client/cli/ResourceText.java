// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.Resource;

/** A resource as compact JSON. */
final class ResourceText {
  private ResourceText() {}

  static String of(Resource resource) {
    return FhirContext.forR4Cached()
        .newJsonParser()
        .setStripVersionsFromReferences(false)
        .encodeResourceToString(resource);
  }
}
