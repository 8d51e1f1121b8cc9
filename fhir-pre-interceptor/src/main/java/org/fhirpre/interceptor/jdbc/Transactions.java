// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.util.function.Supplier;

/**
 * The host's transactions, as far as the stores' callers need them.
 *
 * <p>Thread safety: called concurrently; each call is about the transaction of its own thread.
 */
public interface Transactions {

  /** Runs in the transaction of this thread, or in a new one if there is none. */
  <T> T run(Supplier<T> work);

  /** As {@link #run(Supplier)}, without a result. */
  default void run(Runnable work) {
    run(
        () -> {
          work.run();
          return true;
        });
  }

  /** Runs after the transaction has committed; at once if there is none. Never if it rolls back. */
  void afterCommit(Runnable action);

  /** The value bound to the running transaction; a fresh one each time if there is none. */
  <T> T bound(Class<T> type, Supplier<T> initial);
}
