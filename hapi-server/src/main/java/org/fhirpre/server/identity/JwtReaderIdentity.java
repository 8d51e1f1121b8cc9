// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.interceptor.spi.ReaderIdentity;

/** The bearer whom {@link ReaderHook} found when the request came in. Thread-safe. */
public final class JwtReaderIdentity implements ReaderIdentity {
  static final String KEY = JwtReaderIdentity.class.getName();

  @Override
  public Optional<Reader> of(RequestDetails request) {
    return Optional.ofNullable((Reader) request.getUserData().get(KEY));
  }
}
