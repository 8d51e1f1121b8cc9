// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParamQuantity;
import ca.uhn.fhir.jpa.search.builder.predicate.BaseQuantityPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.QuantityPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.jpa.util.QueryParameterUtils;
import ca.uhn.fhir.rest.param.QuantityParam;
import com.healthmarketscience.sqlbuilder.ComboCondition;
import com.healthmarketscience.sqlbuilder.Condition;
import com.healthmarketscience.sqlbuilder.InCondition;
import com.healthmarketscience.sqlbuilder.dbspec.basic.DbColumn;
import jakarta.persistence.criteria.CriteriaBuilder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.fhirpre.interceptor.index.Indexing;
import org.fhirpre.interceptor.index.Slot;
import org.jspecify.annotations.Nullable;

/** Quantity questions: interval tokens in place of values, tokens in place of units. */
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
    List<Slot> slots = queries.quantitySlots(type, param, quantity.getValueAsQueryToken());
    List<String> values =
        slots.stream().flatMap(slot -> ask.tokens(queries.tokens(), slot).stream()).toList();
    return ComboCondition.and(
        unit(slots, quantity), BlindQueries.in(getColumnValue(), param, values));
  }

  /** The slots' parameters, and if it is asked for the unit, and its system. */
  private Condition unit(List<Slot> slots, QuantityParam quantity) {
    String unit = quantity.getUnits();
    String system = quantity.getSystem();
    if (unit == null || unit.isBlank()) {
      return hash(getColumnHashIdentity(), slots, this::identity);
    }
    if (system == null || system.isBlank()) {
      return hash(myColumnHashIdentityUnits, slots, slot -> hashOfUnit(slot, unit));
    }
    return hash(
        myColumnHashIdentitySystemUnits, slots, slot -> hashOfSystemAndUnit(slot, system, unit));
  }

  private Condition hash(DbColumn column, List<Slot> slots, ToLongFunction<Slot> hash) {
    Set<Long> asked = new TreeSet<>();
    slots.forEach(slot -> asked.add(hash.applyAsLong(slot)));
    return new InCondition(column, sql.generatePlaceholders(asked));
  }

  private long identity(Slot slot) {
    return BaseResourceIndexedSearchParam.calculateHashIdentity(
        sql.getPartitionSettings(), sql.getRequestPartitionId(), slot.type(), slot.param());
  }

  private long hashOfUnit(Slot slot, String unit) {
    return BaseResourceIndexedSearchParamQuantity.calculateHashUnits(
        sql.getPartitionSettings(),
        sql.getRequestPartitionId(),
        slot.type(),
        slot.param(),
        queries.tokens().unit(slot, unit));
  }

  private long hashOfSystemAndUnit(Slot slot, String system, String unit) {
    return BaseResourceIndexedSearchParamQuantity.calculateHashSystemAndUnits(
        sql.getPartitionSettings(),
        sql.getRequestPartitionId(),
        slot.type(),
        slot.param(),
        queries.tokens().unitOfSystem(slot, system, unit),
        queries.tokens().unit(slot, unit));
  }
}
