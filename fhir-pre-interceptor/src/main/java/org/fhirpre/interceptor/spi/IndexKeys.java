// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.spi;

import java.util.List;

/**
 * The secret roots of the blind index. They are kept apart from the database and from the server
 * seal: who holds a root can test guesses of indexed values.
 *
 * <p>Thread safety: called concurrently.
 */
public interface IndexKeys {
  /** Live index epochs, newest first, 1 to 4 of them. New rows use the first. */
  List<Integer> epochs();

  /** The 32-byte root of an epoch; a copy. */
  byte[] root(int epoch);

  /** The tenant that separates deployments sharing a root; written to {@code pre_meta}. */
  String tenant();
}
