// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.dao.NonPersistedSearch;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.util.ICachedSearchDetails;
import org.fhirpre.interceptor.index.Indexing;

/**
 * Blinds conditional URLs of transactions. HAPI resolves those with a single token by hashing it
 * without asking a predicate builder; unplugged, every one of them would find nothing.
 */
@Interceptor
public final class PrefetchHook {
  private final BlindTokenParams blind;

  public PrefetchHook(BlindTokenParams blind) {
    this.blind = blind;
  }

  /** Parameters of the server's own, whose names begin with {@code _}, are not prefetched. */
  @Hook(Pointcut.STORAGE_PRESEARCH_REGISTERED)
  public void blindTokens(ICachedSearchDetails search, SearchParameterMap map) {
    String type = search.getResourceType();
    if (search instanceof NonPersistedSearch && type != null && Indexing.of(type).blind()) {
      for (String param : map.keySet()) {
        if (!param.startsWith("_")) {
          map.get(param).forEach(or -> or.replaceAll(value -> replaced(type, param, value)));
        }
      }
    }
  }

  private IQueryParameterType replaced(String type, String param, IQueryParameterType value) {
    if (!(value instanceof TokenParam token)
        || token instanceof BlindedToken
        || token.getMissing() != null) {
      return value;
    }
    if (token.getModifier() != null) {
      throw Refusal.MODIFIER_HIDDEN.of(param);
    }
    return blind.isOneHash(type, param) ? blind.one(type, param, token) : new DeferredToken(token);
  }
}
