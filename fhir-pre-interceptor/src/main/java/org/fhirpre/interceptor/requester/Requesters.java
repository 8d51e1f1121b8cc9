// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.requester;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;
import java.util.function.Supplier;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.interceptor.spi.ReaderIdentity;

/**
 * Who asks, as the {@link RequesterHook} found it when the request came in, for all its entries and
 * pages; without the hook, as the host says it.
 *
 * <p>Thread safety: called concurrently.
 */
public final class Requesters {
  private static final String KEY = Requesters.class.getName();

  private final Supplier<Optional<ReaderIdentity>> host;

  /**
   * @param host asked late; empty if the host knows nobody
   */
  public Requesters(Supplier<Optional<ReaderIdentity>> host) {
    this.host = host;
  }

  public Optional<Reader> of(RequestDetails request) {
    Optional<Reader> known = Optional.ofNullable((Reader) request.getUserData().get(KEY));
    return known.isPresent() ? known : ofToken(request);
  }

  /** As the host says it. */
  public Optional<Reader> ofToken(RequestDetails request) {
    return host.get().flatMap(identity -> identity.of(request));
  }

  static void attach(RequestDetails request, Reader reader) {
    request.getUserData().put(KEY, reader);
  }
}
