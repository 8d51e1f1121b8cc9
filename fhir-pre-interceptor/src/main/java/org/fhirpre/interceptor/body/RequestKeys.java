// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fhirpre.crypto.SealedKey;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentKey;
import org.jspecify.annotations.Nullable;

/**
 * Keys of one request, one per share set, so that 500 entries of one patient cost a handful of
 * encapsulations. Closed when the request is done. Writes of one request run on one thread.
 */
final class RequestKeys implements AutoCloseable {
  private static final String KEY = RequestKeys.class.getName();

  private final Map<List<SegmentId>, SealedKey> keys = new LinkedHashMap<>();

  private RequestKeys() {}

  /** Makes one for a request that comes over HTTP; a system request amortises nothing. */
  static Optional<RequestKeys> of(@Nullable RequestDetails request) {
    if (request == null || request.getServer() == null) {
      return Optional.empty();
    }
    return Optional.of(
        (RequestKeys) request.getUserData().computeIfAbsent(KEY, key -> new RequestKeys()));
  }

  /** Wipes what the request used, if anything. */
  static void end(RequestDetails request) {
    if (request.getUserData().remove(KEY) instanceof RequestKeys used) {
      used.close();
    }
  }

  synchronized SealedKey get(
      List<SegmentKey> segments, Function<List<SegmentKey>, SealedKey> encapsulation) {
    List<SegmentId> ids = segments.stream().map(SegmentKey::id).toList();
    return keys.computeIfAbsent(ids, missing -> encapsulation.apply(segments));
  }

  @Override
  public synchronized void close() {
    keys.values().forEach(SealedKey::close);
    keys.clear();
  }
}
