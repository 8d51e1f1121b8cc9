// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.guard;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.regex.Pattern;
import org.fhirpre.interceptor.body.HookOrder;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;

/**
 * Decides which ids clients may assign: an id is stored readable, in the row and in every
 * reference. Never for the server's own requests. On the JPA service.
 */
@Interceptor(order = HookOrder.GUARD)
public final class ClientIdHook {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final ClientIds allowed;

  public ClientIdHook(ClientIds allowed) {
    this.allowed = allowed;
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_CLIENT_ASSIGNED_ID)
  public void assigned(IBaseResource resource, @Nullable RequestDetails request) {
    if (request instanceof SystemRequestDetails || !SealedTypes.possible(resource.fhirType())) {
      return;
    }
    if (!isAllowed(String.valueOf(resource.getIdElement().getIdPart()))) {
      throw FhirErrors.unprocessable(
          IssueType.BUSINESSRULE,
          "client-id-refused",
          "An id that a client chooses must be a UUID");
    }
  }

  private boolean isAllowed(String id) {
    return switch (allowed) {
      case UUID -> UUID_TEXT.matcher(id).matches();
      case ANY -> true;
      case NONE -> false;
    };
  }
}
