// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamNumber;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamUri;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Replaces the rows that HAPI extracted from one resource by blinded ones. Rows that only say that
 * a value is missing stay; forms that are not blinded are dropped.
 */
final class BlindRows {
  private final Blinding blinding;
  private final RowFactory rows;
  private final Predicate<String> tokenParams;

  /**
   * @param tokenParams names of parameters of type token, whose display texts are not indexed
   */
  BlindRows(Blinding blinding, RowFactory rows, Predicate<String> tokenParams) {
    this.blinding = blinding;
    this.rows = rows;
    this.tokenParams = tokenParams;
  }

  void replace(ResourceIndexedSearchParams params) {
    dropUnblindable(params);
    RangeRows ranges = new RangeRows(blinding, rows);
    CodeRows codes = new CodeRows(blinding, rows);
    List<ResourceIndexedSearchParamNumber> dates = new ArrayList<>();
    takeOut(params.myDateParams)
        .forEach(
            (param, values) -> {
              dates.addAll(ranges.dates(param, values));
              params.myDateParams.add(rows.dateMarker(param));
            });
    exchange(params.myNumberParams, ranges::numbers);
    params.myNumberParams.addAll(dates);
    exchange(params.myQuantityParams, ranges::quantities);
    exchange(params.myTokenParams, codes::blind);
    exchange(params.myStringParams, new StringRows(blinding, rows)::blind);
    exchange(params.myUriParams, this::uris);
  }

  private void dropUnblindable(ResourceIndexedSearchParams params) {
    params.myStringParams.removeIf(row -> tokenParams.test(row.getParamName()));
    params.myTokenParams.removeIf(row -> row.getParamName().indexOf(':') >= 0);
    params.myQuantityNormalizedParams.clear();
    params.myCoordsParams.clear();
    params.myCompositeParams.clear();
    params.myComboStringUniques.clear();
    params.myComboTokenNonUnique.clear();
  }

  private List<ResourceIndexedSearchParamUri> uris(
      String param, List<ResourceIndexedSearchParamUri> plain) {
    return blinding.slots(param).stream()
        .flatMap(
            slot ->
                plain.stream()
                    .map(row -> rows.uri(param, blinding.tokens().uri(slot, row.getUri()))))
        .toList();
  }

  private static <T extends BaseResourceIndexedSearchParam> void exchange(
      Collection<T> plain, BiFunction<String, List<T>, List<T>> blind) {
    takeOut(plain).forEach((param, values) -> plain.addAll(blind.apply(param, values)));
  }

  /** Removes the rows with values and gives them by parameter. */
  private static <T extends BaseResourceIndexedSearchParam> Map<String, List<T>> takeOut(
      Collection<T> rows) {
    Map<String, List<T>> values = new TreeMap<>();
    for (T row : rows) {
      if (!row.isMissing()) {
        values.computeIfAbsent(row.getParamName(), param -> new ArrayList<>()).add(row);
      }
    }
    rows.removeIf(row -> !row.isMissing());
    return values;
  }
}
