// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.scope;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.interceptor.auth.AuthorizationInterceptor;
import ca.uhn.fhir.rest.server.interceptor.auth.IAuthRule;
import ca.uhn.fhir.rest.server.interceptor.auth.PolicyEnum;
import ca.uhn.fhir.rest.server.interceptor.auth.RuleBuilder;
import java.util.List;
import java.util.Optional;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.interceptor.spi.ReaderIdentity;
import org.fhirpre.server.web.Outcome;

/**
 * Rules of a request from the SMART scopes of its bearer; what no rule allows is refused with 403.
 * A scope never opens a record: sealed resources take a grant besides.
 */
public final class ScopeHook extends AuthorizationInterceptor {
  private final ReaderIdentity readers;
  private final Compartments compartments;

  ScopeHook(ReaderIdentity readers, Compartments compartments) {
    super(PolicyEnum.DENY);
    this.readers = readers;
    this.compartments = compartments;
  }

  @Override
  public List<IAuthRule> buildRuleList(RequestDetails request) {
    if (request.getRestOperationType() == RestOperationTypeEnum.METADATA) {
      return new RuleBuilder().allow().metadata().build();
    }
    Optional<Reader> reader = readers.of(request);
    return reader.map(who -> new Permissions(who, compartments)).map(this::rules).orElse(List.of());
  }

  private List<IAuthRule> rules(Permissions permissions) {
    IAuthRule entriesByThemselves =
        new RuleBuilder()
            .allow()
            .transaction()
            .withAnyOperation()
            .andApplyNormalRules()
            .build()
            .get(0);
    return List.of(entriesByThemselves, new OperationRule(permissions), new ScopeRule(permissions));
  }

  @Override
  protected void handleDeny(RequestDetails request, Verdict verdict) {
    throw new ForbiddenOperationException(Outcome.FORBIDDEN.text(), Outcome.FORBIDDEN.toFhir());
  }
}
