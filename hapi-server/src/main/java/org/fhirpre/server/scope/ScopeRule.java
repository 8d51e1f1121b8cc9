// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.scope;

import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.interceptor.auth.AuthorizationFlagsEnum;
import ca.uhn.fhir.rest.server.interceptor.auth.AuthorizationInterceptor.Verdict;
import ca.uhn.fhir.rest.server.interceptor.auth.IAuthRule;
import ca.uhn.fhir.rest.server.interceptor.auth.IRuleApplier;
import ca.uhn.fhir.rest.server.interceptor.auth.PolicyEnum;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.server.scope.SmartScope.Right;
import org.hl7.fhir.instance.model.api.IBaseOperationOutcome;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.jspecify.annotations.Nullable;

/** Allows what a scope names, on the way in by type and on the way out resource by resource. */
final class ScopeRule implements IAuthRule {
  private static final String EVERY_TYPE = "*";

  private final Permissions permissions;

  ScopeRule(Permissions permissions) {
    this.permissions = permissions;
  }

  @Override
  public @Nullable Verdict applyRule(
      RestOperationTypeEnum interaction,
      RequestDetails request,
      @Nullable IBaseResource submitted,
      @Nullable IIdType id,
      @Nullable IBaseResource answered,
      IRuleApplier applier,
      Set<AuthorizationFlagsEnum> flags,
      Pointcut pointcut) {
    boolean allowed =
        answered != null
            ? mayLeave(answered)
            : Interaction.right(interaction)
                .filter(right -> mayEnter(right, interaction, submitted, type(request, id)))
                .isPresent();
    return allowed ? new Verdict(PolicyEnum.ALLOW, this) : null;
  }

  private boolean mayLeave(IBaseResource answered) {
    return answered instanceof IBaseOperationOutcome
        || permissions.may(Right.READ, answered)
        || permissions.may(Right.SEARCH, answered);
  }

  private boolean mayEnter(
      Right right,
      RestOperationTypeEnum interaction,
      @Nullable IBaseResource submitted,
      String type) {
    // the body of a PATCH is no resource; what it makes of one is asked before it is stored
    if (submitted != null && interaction != RestOperationTypeEnum.PATCH) {
      return permissions.may(right, submitted);
    }
    boolean anyPage = interaction == RestOperationTypeEnum.GET_PAGE;
    return anyPage || permissions.mayTouch(right, type);
  }

  private static String type(RequestDetails request, @Nullable IIdType id) {
    return Optional.ofNullable(id)
        .map(IIdType::getResourceType)
        .or(() -> Optional.ofNullable(request.getResourceName()))
        .filter(name -> !name.isEmpty())
        .orElse(EVERY_TYPE);
  }

  @Override
  public String getName() {
    return "scopes";
  }
}
