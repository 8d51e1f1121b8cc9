// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;

/** What stands in the tag table in place of submitted tags and profiles. */
@FunctionalInterface
public interface BlindedMeta {

  /**
   * @param stored the resource that HAPI is about to store, its patients resolved
   * @param submitted tags and profiles as the writer sent them
   */
  void replace(Resource stored, Meta submitted, SealingFacts facts);

  /** Nothing at all: such resources are not found by tag or profile. */
  static BlindedMeta none() {
    return (stored, submitted, facts) -> {};
  }
}
