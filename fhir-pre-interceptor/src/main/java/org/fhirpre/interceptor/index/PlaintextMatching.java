// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.util.function.Supplier;

/**
 * Lets the in-memory matcher, and nothing else, see unblinded parameters of a resource that the
 * current request submitted. Confined to the thread and to the call.
 */
public final class PlaintextMatching {
  private static final ThreadLocal<Boolean> WANTED = new ThreadLocal<>();

  public <T> T within(Supplier<T> extraction) {
    WANTED.set(Boolean.TRUE);
    try {
      return extraction.get();
    } finally {
      WANTED.remove();
    }
  }

  boolean wanted() {
    return WANTED.get() != null;
  }
}
