// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.scope;

import ca.uhn.fhir.jpa.dao.MatchResourceUrlService;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;
import org.fhirpre.server.scope.SmartScope.Right;

/** HAPI's interactions as rights of SMART scopes. */
final class Interaction {
  private Interaction() {}

  /** Empty for what is no plain interaction: operations, transactions, capabilities. */
  static Optional<Right> right(RestOperationTypeEnum interaction) {
    return switch (interaction) {
      case READ, VREAD, HISTORY_INSTANCE -> Optional.of(Right.READ);
      case SEARCH_TYPE, SEARCH_SYSTEM, HISTORY_TYPE, HISTORY_SYSTEM, GET_PAGE ->
          Optional.of(Right.SEARCH);
      case CREATE -> Optional.of(Right.CREATE);
      case UPDATE, PATCH -> Optional.of(Right.UPDATE);
      case DELETE -> Optional.of(Right.DELETE);
      default -> Optional.empty();
    };
  }

  static boolean isOperation(RestOperationTypeEnum interaction) {
    return switch (interaction) {
      case EXTENDED_OPERATION_SERVER, EXTENDED_OPERATION_TYPE, EXTENDED_OPERATION_INSTANCE -> true;
      default -> false;
    };
  }

  /** Whether a page of this request goes to its reader, and not to HAPI's matching of a URL. */
  static boolean shows(RequestDetails request) {
    RestOperationTypeEnum interaction = request.getRestOperationType();
    if (interaction == null || MatchResourceUrlService.isDuringMatchUrlQuerySpan(request)) {
      return false;
    }
    return isOperation(interaction)
        || right(interaction)
            .filter(right -> right == Right.READ || right == Right.SEARCH)
            .isPresent();
  }
}
