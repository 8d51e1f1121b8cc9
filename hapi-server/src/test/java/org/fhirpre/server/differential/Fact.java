// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamNumber;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamQuantity;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamString;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamUri;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Resource;

/**
 * One readable resource and its values.
 *
 * @param links literal references by parameter, as {@code param Type/id}
 */
record Fact(String id, Resource resource, ResourceIndexedSearchParams rows, Set<String> links) {

  String type() {
    return id.substring(0, id.indexOf('/'));
  }

  List<ResourceIndexedSearchParamToken> tokens(String param) {
    return of(rows.myTokenParams, param, row -> row.getSystem() + "|" + row.getValue());
  }

  List<ResourceIndexedSearchParamString> strings(String param) {
    return of(rows.myStringParams, param, row -> row.getValueExact());
  }

  List<ResourceIndexedSearchParamDate> dates(String param) {
    return of(rows.myDateParams, param, row -> row.getValueLow() + " " + row.getValueHigh());
  }

  List<ResourceIndexedSearchParamNumber> numbers(String param) {
    return of(rows.myNumberParams, param, row -> row.getValue().toString());
  }

  List<ResourceIndexedSearchParamQuantity> quantities(String param) {
    return of(rows.myQuantityParams, param, row -> row.getValue() + row.getUnits());
  }

  List<ResourceIndexedSearchParamUri> uris(String param) {
    return of(rows.myUriParams, param, row -> row.getUri());
  }

  List<String> references(String param) {
    return links.stream()
        .filter(link -> link.startsWith(param + " "))
        .map(link -> link.substring(param.length() + 1))
        .toList();
  }

  /** Names of all parameters that have a value here. */
  Set<String> params() {
    Set<String> all = new TreeSet<>();
    for (Collection<? extends BaseResourceIndexedSearchParam> some :
        List.of(
            rows.myTokenParams,
            rows.myStringParams,
            rows.myDateParams,
            rows.myNumberParams,
            rows.myQuantityParams,
            rows.myUriParams)) {
      some.forEach(row -> all.add(row.getParamName()));
    }
    links.forEach(link -> all.add(link.substring(0, link.indexOf(' '))));
    return all;
  }

  /** In an order that does not depend on identity hashes, so that a seed means the same always. */
  private static <T extends BaseResourceIndexedSearchParam> List<T> of(
      Collection<T> rows, String param, Function<T, String> order) {
    return rows.stream()
        .filter(row -> row.getParamName().equals(param) && !row.isMissing())
        .sorted(Comparator.comparing(order))
        .toList();
  }
}
