// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser;
import ca.uhn.fhir.jpa.search.builder.predicate.DatePredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.DateRangeParam;
import com.healthmarketscience.sqlbuilder.ComboCondition;
import com.healthmarketscience.sqlbuilder.Condition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.fhirpre.interceptor.index.Indexing;
import org.fhirpre.interceptor.index.Resolution;
import org.fhirpre.interceptor.index.Scope;
import org.fhirpre.interceptor.index.Slot;
import org.fhirpre.interceptor.index.TokenKind;
import org.jspecify.annotations.Nullable;

/**
 * Date questions. HAPI tells type and parameter only after it has asked for the first condition,
 * and not at all for further ones on the same join: conditions are handed out empty and filled as
 * soon as the name is known.
 */
public class BlindDateBuilder extends DatePredicateBuilder {
  private final SearchQueryBuilder sql;
  private final BlindQueries queries;
  private final List<Pending> pending = new ArrayList<>();
  private @Nullable Slot asked;

  public BlindDateBuilder(SearchQueryBuilder sql, BlindQueries queries) {
    super(sql);
    this.sql = sql;
    this.queries = queries;
  }

  @Override
  public Condition createPredicateDateWithoutIdentityPredicate(
      IQueryParameterType value, SearchFilterParser.CompareOperation operation) {
    Pending condition = new Pending(value, operation, ComboCondition.and());
    pending.add(condition);
    if (asked != null) {
      fill(asked);
    }
    return condition.place;
  }

  @Override
  public Condition combineWithHashIdentityPredicate(
      String type, String param, Condition predicate) {
    // the slot's scope does not matter here: it carries type and parameter
    asked = new Slot(0, Scope.TENANT, type, param);
    fill(asked);
    return super.combineWithHashIdentityPredicate(type, param, predicate);
  }

  private void fill(Slot where) {
    for (Pending condition : pending) {
      condition.place.addCondition(condition(where, condition));
    }
    pending.clear();
  }

  private Condition condition(Slot where, Pending condition) {
    Indexing indexing = Indexing.of(where.type());
    if (!indexing.blind()) {
      return plain(condition);
    }
    Condition blind = blind(where, dates(condition.value));
    return indexing == Indexing.PLAIN_OR_BLIND ? ComboCondition.or(blind, plain(condition)) : blind;
  }

  private Condition plain(Pending condition) {
    return super.createPredicateDateWithoutIdentityPredicate(condition.value, condition.operation);
  }

  private static List<DateParam> dates(IQueryParameterType value) {
    return value instanceof DateRangeParam range
        ? Stream.of(range.getLowerBound(), range.getUpperBound())
            .filter(bound -> bound != null)
            .distinct() // HAPI gives an equality as both bounds
            .toList()
        : List.of((DateParam) value);
  }

  private Condition blind(Slot where, List<DateParam> dates) {
    Resolution resolution = Resolution.ofDate(where.type(), where.param());
    List<DateAsk> asks =
        dates.stream()
            .map(date -> DateAsk.of(date, resolution, queries.dates(), where.param()))
            .toList();
    // the fewest of all bounds: a chain may by chance share one with the search's own
    List<Slot> slots =
        dates.stream()
            .map(date -> queries.slots(where.type(), where.param(), date.getValueAsQueryToken()))
            .min(Comparator.comparing(List::size))
            .orElseThrow();
    return ComboCondition.and(
        DateAsk.together(asks).stream()
            .map(ask -> condition(where, slots, resolution, ask))
            .toArray(Condition[]::new));
  }

  private Condition condition(Slot where, List<Slot> slots, Resolution resolution, DateAsk ask) {
    List<Condition> ends = new ArrayList<>();
    for (DateAsk.End end : ask.ends()) {
      List<String> tokens = slots.stream().flatMap(slot -> tokens(slot, resolution, end)).toList();
      ends.add(BlindQueries.hasNumber(this, sql, where, slots, tokens));
    }
    Condition[] conditions = ends.toArray(Condition[]::new);
    return ask.all() ? ComboCondition.and(conditions) : ComboCondition.or(conditions);
  }

  private Stream<String> tokens(Slot slot, Resolution resolution, DateAsk.End end) {
    return Stream.concat(
        cover(slot, TokenKind.PT, resolution, end.points()),
        cover(slot, end.kind(), resolution, end.interval()));
  }

  private Stream<String> cover(
      Slot slot, TokenKind kind, Resolution resolution, DateAsk.Interval interval) {
    return queries.tokens().cover(slot, kind, resolution, interval.low(), interval.high()).stream();
  }

  private record Pending(
      IQueryParameterType value,
      SearchFilterParser.CompareOperation operation,
      ComboCondition place) {}
}
