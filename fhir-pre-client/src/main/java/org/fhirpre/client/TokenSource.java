// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import java.util.Optional;

/** Where the bearer token of a request comes from. Implementations are thread-safe. */
@FunctionalInterface
public interface TokenSource {

  /**
   * A token that is valid now; empty for requests without one.
   *
   * @throws ClientException if it cannot be had
   */
  Optional<String> token();

  static TokenSource none() {
    return Optional::empty;
  }

  static TokenSource fixed(String token) {
    return () -> Optional.of(token);
  }
}
