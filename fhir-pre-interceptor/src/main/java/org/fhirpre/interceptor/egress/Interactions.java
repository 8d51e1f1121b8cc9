// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.jpa.dao.MatchResourceUrlService;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.EnumSet;
import java.util.Set;
import org.fhirpre.interceptor.body.SealedTypes;

/** What kind of request it is, as far as the way out cares. */
final class Interactions {
  private static final Set<RestOperationTypeEnum> READS =
      EnumSet.of(
          RestOperationTypeEnum.READ,
          RestOperationTypeEnum.VREAD,
          RestOperationTypeEnum.HISTORY_INSTANCE,
          RestOperationTypeEnum.HISTORY_TYPE,
          RestOperationTypeEnum.HISTORY_SYSTEM,
          RestOperationTypeEnum.SEARCH_TYPE,
          RestOperationTypeEnum.SEARCH_SYSTEM,
          RestOperationTypeEnum.GET_PAGE,
          RestOperationTypeEnum.EXTENDED_OPERATION_INSTANCE,
          RestOperationTypeEnum.EXTENDED_OPERATION_TYPE,
          RestOperationTypeEnum.EXTENDED_OPERATION_SERVER);
  private static final Set<RestOperationTypeEnum> WRITES =
      EnumSet.of(
          RestOperationTypeEnum.CREATE,
          RestOperationTypeEnum.UPDATE,
          RestOperationTypeEnum.TRANSACTION);

  private Interactions() {}

  /**
   * Whether resources of this page go to a reader. While HAPI matches a conditional URL it must see
   * what it found, unchanged.
   */
  static boolean isRead(RequestDetails request) {
    RestOperationTypeEnum type = request.getRestOperationType();
    return type != null
        && READS.contains(type)
        && !MatchResourceUrlService.isDuringMatchUrlQuerySpan(request);
  }

  /** Whether the answer is the resource itself rather than a Bundle. */
  static boolean isSingle(RequestDetails request) {
    RestOperationTypeEnum type = request.getRestOperationType();
    return type == RestOperationTypeEnum.READ || type == RestOperationTypeEnum.VREAD;
  }

  /** Whether it may show a version that is not the current one. */
  static boolean showsVersions(RequestDetails request) {
    RestOperationTypeEnum type = request.getRestOperationType();
    return type == RestOperationTypeEnum.VREAD
        || type == RestOperationTypeEnum.HISTORY_INSTANCE
        || type == RestOperationTypeEnum.HISTORY_TYPE
        || type == RestOperationTypeEnum.HISTORY_SYSTEM
        || type == RestOperationTypeEnum.GET_PAGE;
  }

  static boolean isOperation(RequestDetails request) {
    RestOperationTypeEnum type = request.getRestOperationType();
    return type == RestOperationTypeEnum.EXTENDED_OPERATION_INSTANCE
        || type == RestOperationTypeEnum.EXTENDED_OPERATION_TYPE
        || type == RestOperationTypeEnum.EXTENDED_OPERATION_SERVER;
  }

  static boolean isWrite(RequestDetails request) {
    RestOperationTypeEnum type = request.getRestOperationType();
    return type != null && WRITES.contains(type);
  }

  /** Interaction code of the CapabilityStatement, such as {@code search-type}. */
  static String code(RequestDetails request) {
    RestOperationTypeEnum type = request.getRestOperationType();
    return type == null ? "unknown" : type.getCode();
  }

  /** Whether the URL names a sealed type; a system-level request may return any. */
  static boolean concernsSealedType(RequestDetails request) {
    String type = request.getResourceName();
    return type == null || type.isEmpty() || SealedTypes.possible(type);
  }
}
