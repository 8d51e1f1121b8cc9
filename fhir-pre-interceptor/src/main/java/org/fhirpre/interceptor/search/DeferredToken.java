// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.param.TokenParam;

/**
 * A token question that one hash cannot answer. Not being a {@link TokenParam} keeps HAPI's
 * transaction prefetch from hashing it itself; the predicate builder unwraps it.
 */
final class DeferredToken implements IQueryParameterType {
  private static final long serialVersionUID = 1L;

  private final TokenParam token;

  DeferredToken(TokenParam token) {
    this.token = token;
  }

  TokenParam token() {
    return token;
  }

  @Override
  public void setValueAsQueryToken(FhirContext fhir, String param, String qualifier, String value) {
    token.setValueAsQueryToken(fhir, param, qualifier, value);
  }

  @Override
  public String getValueAsQueryToken() {
    return token.getValueAsQueryToken();
  }

  @Override
  public String getQueryParameterQualifier() {
    return token.getQueryParameterQualifier();
  }

  @Override
  public Boolean getMissing() {
    return token.getMissing();
  }

  @Override
  public IQueryParameterType setMissing(Boolean missing) {
    token.setMissing(missing);
    return this;
  }

  @Override
  public boolean isEmpty() {
    return token.isEmpty();
  }
}
