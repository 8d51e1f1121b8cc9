// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import org.jspecify.annotations.Nullable;

/** Admits a search, or refuses it, and tells its scope. */
public final class SearchGuard {
  private final SearchRules rules;
  private final PatientContext context;
  private final SearchScopes scopes;

  public SearchGuard(SearchRules rules, PatientContext context, SearchScopes scopes) {
    this.rules = rules;
    this.context = context;
    this.scopes = scopes;
  }

  SearchScopes scopes() {
    return scopes;
  }

  SearchScope admit(String type, SearchParameterMap search, @Nullable RequestDetails request) {
    SearchScope scope = context.of(type, search);
    rules.check(type, search, scope.patients(), request);
    return scope;
  }

  SearchScope admitCount(String type, SearchParameterMap search, @Nullable RequestDetails request) {
    rules.checkCount(type, search, request);
    return admit(type, search, request);
  }
}
