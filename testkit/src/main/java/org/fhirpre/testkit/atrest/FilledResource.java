// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/**
 * A resource without id in which every element has a value, and the values that are canaries.
 *
 * @param resource the caller may change it; a canary that is taken out must be taken off the list
 */
public record FilledResource(Resource resource, List<Canary> canaries) {
  public FilledResource {
    canaries = List.copyOf(canaries);
  }
}
