// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import org.hl7.fhir.r4.model.Resource;

/** Makes what a server sent readable, as far as somebody's keys go. */
@FunctionalInterface
public interface ResourceOpener {

  /**
   * Opens a resource, or every entry of a Bundle. What is not sealed is returned as it is. A Bundle
   * is changed in place.
   *
   * @throws ClientException.NotOpened if a sealed resource (not: an entry of a Bundle) does not
   *     open
   * @throws ClientException if the writers' keys cannot be had
   */
  Opened open(Resource received);

  /** For a reader without keys: sealed resources stay sealed. */
  static ResourceOpener keyless() {
    return received -> new Opened(received, 0, 0);
  }
}
