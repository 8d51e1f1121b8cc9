// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.spi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * What a host keeps from a reader besides, such as what no scope of the token covers. It is asked
 * before pages are cut, so that what it hides is not counted and leads no chain on.
 *
 * <p>Thread safety: called concurrently.
 */
@FunctionalInterface
public interface ReadLimit {
  /** What must not be a result of this request. */
  Predicate<IBaseResource> hides(RequestDetails request);
}
