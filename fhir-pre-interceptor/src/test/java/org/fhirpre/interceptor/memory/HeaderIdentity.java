// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.memory;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.interceptor.spi.ReaderIdentity;

/** Believes the headers X-Reader and X-Scopes. */
public final class HeaderIdentity implements ReaderIdentity {
  public static final String READER = "X-Reader";
  public static final String SCOPES = "X-Scopes";

  @Override
  public Optional<Reader> of(RequestDetails request) {
    String scopes = request.getHeader(SCOPES);
    Set<String> granted = scopes == null ? Set.of() : Set.of(scopes.split(" ", -1));
    return Optional.ofNullable(request.getHeader(READER))
        .map(subject -> new Reader(subject, Set.of(subject), Set.of(), granted));
  }
}
