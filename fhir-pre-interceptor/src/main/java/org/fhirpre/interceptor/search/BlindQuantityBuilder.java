// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.search.builder.predicate.BaseQuantityPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.QuantityPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.jpa.util.QueryParameterUtils;
import ca.uhn.fhir.rest.param.QuantityParam;
import com.healthmarketscience.sqlbuilder.ComboCondition;
import com.healthmarketscience.sqlbuilder.Condition;
import jakarta.persistence.criteria.CriteriaBuilder;
import java.util.ArrayList;
import java.util.List;
import org.fhirpre.interceptor.index.Indexing;
import org.fhirpre.interceptor.index.Slot;
import org.fhirpre.interceptor.index.Tokens;
import org.jspecify.annotations.Nullable;

/** Quantity questions: as numbers, with the unit among the hashed pair and its system apart. */
public class BlindQuantityBuilder extends QuantityPredicateBuilder {
  private final SearchQueryBuilder sql;
  private final BlindQueries queries;

  public BlindQuantityBuilder(SearchQueryBuilder sql, BlindQueries queries) {
    super(sql);
    this.sql = sql;
    this.queries = queries;
  }

  @Override
  public Condition createPredicateQuantity(
      QuantityParam quantity,
      String type,
      String param,
      CriteriaBuilder criteria,
      BaseQuantityPredicateBuilder from,
      CompareOperation operation,
      RequestPartitionId partition) {
    Indexing indexing = Indexing.of(type);
    if (!indexing.blind()) {
      return super.createPredicateQuantity(
          quantity, type, param, criteria, from, operation, partition);
    }
    Condition blind = blind(quantity, type, param, operation);
    return indexing == Indexing.PLAIN_OR_BLIND
        ? ComboCondition.or(
            blind,
            super.createPredicateQuantity(
                quantity, type, param, criteria, from, operation, partition))
        : blind;
  }

  private Condition blind(
      QuantityParam quantity, String type, String param, @Nullable CompareOperation operation) {
    NumberAsk ask =
        NumberAsk.of(
            operation == null ? QueryParameterUtils.toOperation(quantity.getPrefix()) : operation,
            quantity.getValue(),
            param);
    List<Slot> slots = queries.slots(type, param, quantity.getValueAsQueryToken());
    List<Condition> all = new ArrayList<>();
    all.add(createHashIdentityPredicate(type, param));
    String unit = quantity.getUnits();
    if (unit == null || unit.isBlank()) {
      all.add(BlindQueries.hasValue(this, sql, slots.get(0), values(slots, ask)));
    } else {
      all.add(BlindQueries.hasSystemAndValue(this, sql, slots.get(0), inUnit(slots, ask, unit)));
      String system = quantity.getSystem();
      if (system != null && !system.isBlank()) {
        all.add(BlindQueries.hasValue(this, sql, slots.get(0), units(slots, system, unit)));
      }
    }
    return ComboCondition.and(all.toArray(Condition[]::new));
  }

  private List<String> values(List<Slot> slots, NumberAsk ask) {
    return slots.stream().flatMap(slot -> ask.tokens(queries.tokens(), slot).stream()).toList();
  }

  private List<BlindQueries.SystemAndValue> inUnit(List<Slot> slots, NumberAsk ask, String unit) {
    Tokens tokens = queries.tokens();
    List<BlindQueries.SystemAndValue> pairs = new ArrayList<>();
    for (Slot slot : slots) {
      String unitToken = tokens.unit(slot, unit);
      ask.tokens(tokens, slot)
          .forEach(value -> pairs.add(new BlindQueries.SystemAndValue(unitToken, value)));
    }
    return pairs;
  }

  private List<String> units(List<Slot> slots, String system, String unit) {
    return slots.stream().map(slot -> queries.tokens().unitOfSystem(slot, system, unit)).toList();
  }
}
