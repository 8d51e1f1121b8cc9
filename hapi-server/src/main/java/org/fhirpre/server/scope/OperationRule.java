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
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.jspecify.annotations.Nullable;

/** Lets calls of listed operations in; what they answer is for {@link ScopeRule} to judge. */
final class OperationRule implements IAuthRule {
  private final Permissions permissions;

  OperationRule(Permissions permissions) {
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
    boolean call = Interaction.isOperation(interaction) && answered == null;
    return call && Operations.allowed(permissions, request)
        ? new Verdict(PolicyEnum.ALLOW, this)
        : null;
  }

  @Override
  public String getName() {
    return "operations";
  }
}
