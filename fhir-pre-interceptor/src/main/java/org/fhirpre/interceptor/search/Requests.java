// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.dao.MatchResourceUrlService;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose search it is. */
final class Requests {
  private static final Set<RestOperationTypeEnum> WRITES =
      EnumSet.of(
          RestOperationTypeEnum.CREATE,
          RestOperationTypeEnum.UPDATE,
          RestOperationTypeEnum.PATCH,
          RestOperationTypeEnum.DELETE,
          RestOperationTypeEnum.TRANSACTION);

  private Requests() {}

  /** From outside; but the resolution of a conditional URL is the server's own search. */
  static boolean isUsers(@Nullable RequestDetails request) {
    return request instanceof ServletRequestDetails
        && !MatchResourceUrlService.isDuringMatchUrlQuerySpan(request);
  }

  /** A user's, and its results are what it is about: not those that a write is to change. */
  static boolean isReaders(@Nullable RequestDetails request) {
    return request != null && isUsers(request) && !WRITES.contains(request.getRestOperationType());
  }
}
