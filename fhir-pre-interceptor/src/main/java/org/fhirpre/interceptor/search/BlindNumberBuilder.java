// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser;
import ca.uhn.fhir.jpa.search.builder.predicate.NumberPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.model.api.IQueryParameterType;
import com.healthmarketscience.sqlbuilder.ComboCondition;
import com.healthmarketscience.sqlbuilder.Condition;
import java.math.BigDecimal;
import java.util.List;
import org.fhirpre.interceptor.index.Indexing;
import org.fhirpre.interceptor.index.Slot;

/** Number questions: interval tokens in place of values. */
public class BlindNumberBuilder extends NumberPredicateBuilder {
  private final BlindQueries queries;

  public BlindNumberBuilder(SearchQueryBuilder sql, BlindQueries queries) {
    super(sql);
    this.queries = queries;
  }

  @Override
  public Condition createPredicateNumeric(
      String type,
      String param,
      SearchFilterParser.CompareOperation operation,
      BigDecimal number,
      RequestPartitionId partition,
      IQueryParameterType value) {
    if (!Indexing.of(type).blind()) {
      return super.createPredicateNumeric(type, param, operation, number, partition, value);
    }
    NumberAsk ask = NumberAsk.of(operation, number, param);
    List<Slot> slots = queries.slots(type, param, value.getValueAsQueryToken());
    List<String> tokens =
        slots.stream().flatMap(slot -> ask.tokens(queries.tokens(), slot).stream()).toList();
    Condition blind =
        combineWithHashIdentityPredicate(
            type, param, BlindQueries.in(getColumnValue(), param, tokens));
    return Indexing.of(type) == Indexing.PLAIN_OR_BLIND
        ? ComboCondition.or(
            blind, super.createPredicateNumeric(type, param, operation, number, partition, value))
        : blind;
  }
}
