// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.search.builder.predicate.BaseSearchParamPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import com.healthmarketscience.sqlbuilder.BinaryCondition;
import com.healthmarketscience.sqlbuilder.Condition;
import com.healthmarketscience.sqlbuilder.CustomCondition;
import com.healthmarketscience.sqlbuilder.CustomSql;
import com.healthmarketscience.sqlbuilder.InCondition;
import com.healthmarketscience.sqlbuilder.SelectQuery;
import com.healthmarketscience.sqlbuilder.UnaryCondition;
import com.healthmarketscience.sqlbuilder.dbspec.basic.DbTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.fhirpre.interceptor.index.DateScale;
import org.fhirpre.interceptor.index.Indexing;
import org.fhirpre.interceptor.index.Scope;
import org.fhirpre.interceptor.index.Slot;
import org.fhirpre.interceptor.index.Tokens;

/** What all predicate builders need: the slots that a question asks, and SQL over token rows. */
public final class BlindQueries {
  private static final int MAX_HASHES = 2000;

  private final Tokens tokens;
  private final DateScale dates;
  private final SearchScopes scopes;

  public BlindQueries(Tokens tokens, DateScale dates, SearchScopes scopes) {
    this.tokens = tokens;
    this.dates = dates;
    this.scopes = scopes;
  }

  Tokens tokens() {
    return tokens;
  }

  DateScale dates() {
    return dates;
  }

  /**
   * Tenant keys always, those of patients only in their search's own parameters.
   *
   * @param value the question, as query token
   */
  List<Slot> slots(String type, String param, String value) {
    List<Scope> asked = new ArrayList<>();
    asked.add(Scope.TENANT);
    if (Indexing.of(type).patientScopes(param)) {
      asked.add(Scope.DEPLOYMENT);
      scopes.current().patientsFor(type, value).forEach(id -> asked.add(Scope.patient(id)));
    }
    List<Slot> slots = new ArrayList<>();
    for (int epoch : tokens.epochs()) {
      asked.forEach(scope -> slots.add(new Slot(epoch, scope, type, param)));
    }
    return slots;
  }

  static void limit(Collection<?> hashes, String param) {
    if (hashes.size() > MAX_HASHES) {
      throw Refusal.TOO_COSTLY.of(param);
    }
  }

  /** The resource of the builder's row has one of these values, under any system. */
  static Condition hasValue(
      BaseSearchParamPredicateBuilder row,
      SearchQueryBuilder sql,
      Slot where,
      List<String> tokens) {
    List<Long> hashes =
        tokens.stream()
            .map(
                token ->
                    ResourceIndexedSearchParamToken.calculateHashValue(
                        sql.getPartitionSettings(),
                        sql.getRequestPartitionId(),
                        where.type(),
                        where.param(),
                        token))
            .toList();
    return hasHash(row, sql, "HASH_VALUE", where.param(), hashes);
  }

  /** As {@link #hasValue}, but with this system. */
  static Condition hasSystemAndValue(
      BaseSearchParamPredicateBuilder row,
      SearchQueryBuilder sql,
      Slot where,
      List<SystemAndValue> pairs) {
    List<Long> hashes =
        pairs.stream()
            .map(
                pair ->
                    ResourceIndexedSearchParamToken.calculateHashSystemAndValue(
                        sql.getPartitionSettings(),
                        sql.getRequestPartitionId(),
                        where.type(),
                        where.param(),
                        pair.system,
                        pair.value))
            .toList();
    return hasHash(row, sql, "HASH_SYS_AND_VALUE", where.param(), hashes);
  }

  /** A pair of tokens. */
  record SystemAndValue(String system, String value) {}

  private static Condition hasHash(
      BaseSearchParamPredicateBuilder row,
      SearchQueryBuilder sql,
      String column,
      String param,
      List<Long> hashes) {
    limit(hashes, param);
    if (hashes.isEmpty()) {
      return new CustomCondition("1 = 0");
    }
    // EXISTS and not IN: H2 works an IN (SELECT …) out anew for every row that it looks at
    DbTable tokenRows = sql.addTable(ResourceIndexedSearchParamToken.HFJ_SPIDX_TOKEN);
    SelectQuery found = new SelectQuery();
    found.addCustomColumns(new CustomSql("1"));
    found.addFromTable(tokenRows);
    found.addCondition(
        BinaryCondition.equalTo(tokenRows.addColumn("RES_ID"), row.getResourceIdColumn()));
    found.addCondition(
        new InCondition(tokenRows.addColumn(column), sql.generatePlaceholders(hashes)));
    return UnaryCondition.exists(found);
  }
}
