// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.spi;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;

/**
 * Tells who a request is from. There is no default: without an implementation in the host every
 * read of a sealed type is the uniform 404.
 *
 * <p>Thread safety: called concurrently. It answers from the request alone, never from a
 * thread-bound context, because batch entries run on pool threads.
 */
public interface ReaderIdentity {
  /** Empty if the request is not authenticated; the caller then shows nothing. */
  Optional<Reader> of(RequestDetails request);
}
