// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Decides what of a search's results its reader may have, as it is decided when they are shown. */
@FunctionalInterface
public interface PermittedResults {
  /** The permitted ones, by identity. */
  Set<IBaseResource> of(List<IBaseResource> found, RequestDetails request);
}
