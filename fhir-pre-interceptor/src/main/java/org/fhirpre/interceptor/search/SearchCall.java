// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.search.SearchRuntimeDetails;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.RequestDetails;

/**
 * A search as HAPI calls for it.
 *
 * @param type searched type; empty for all types
 */
record SearchCall(
    String type,
    SearchParameterMap search,
    SearchRuntimeDetails details,
    RequestPartitionId partition) {

  RequestDetails request() {
    return details.getRequestDetails();
  }

  /** The same for another search, of another type. */
  SearchCall of(String otherType, SearchParameterMap other) {
    return new SearchCall(otherType, other, details, partition);
  }
}
