// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.scope;

import org.hl7.fhir.instance.model.api.IBaseResource;

/** The records of one patient. */
interface Compartment {
  boolean contains(IBaseResource resource);
}
