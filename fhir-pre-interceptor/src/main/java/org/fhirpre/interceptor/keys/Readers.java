// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Optional;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.interceptor.spi.ReaderIdentity;

/**
 * Who a request is from, also where the plug-in goes on with it in a request of its own.
 *
 * <p>Thread safety: immutable.
 */
public final class Readers {
  private static final String KEY = Reader.class.getName();

  private final ReaderIdentity identity;

  public Readers(ReaderIdentity identity) {
    this.identity = identity;
  }

  /** Empty if the request is not authenticated, or is the server's own. */
  public Optional<Reader> of(RequestDetails request) {
    if (internal(request)) {
      return Optional.ofNullable((Reader) request.getUserData().get(KEY));
    }
    return identity.of(request);
  }

  /** Answers 401 if the request is not authenticated. */
  public Reader require(RequestDetails request) {
    return of(request).orElseThrow(FhirErrors::unauthenticated);
  }

  /** Whether the server itself asks, without a client. */
  public boolean internal(RequestDetails request) {
    return request instanceof SystemRequestDetails;
  }

  /** A request of the server's own on behalf of a reader, whose rights the caller has checked. */
  public RequestDetails onBehalfOf(Reader reader) {
    SystemRequestDetails request = new SystemRequestDetails();
    request.getUserData().put(KEY, reader);
    return request;
  }
}
