// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import java.util.function.Supplier;

/**
 * Binds a search's scope to the thread exactly while HAPI builds its SQL. Nothing survives the
 * call, so neither pooled threads nor searches within searches inherit patients.
 */
public final class SearchScopes {
  private static final ThreadLocal<SearchScope> BOUND = new ThreadLocal<>();

  SearchScope current() {
    SearchScope scope = BOUND.get();
    return scope == null ? SearchScope.NONE : scope;
  }

  <T> T within(SearchScope scope, Supplier<T> call) {
    SearchScope outer = BOUND.get();
    BOUND.set(scope);
    try {
      return call.get();
    } finally {
      if (outer == null) {
        BOUND.remove();
      } else {
        BOUND.set(outer);
      }
    }
  }
}
