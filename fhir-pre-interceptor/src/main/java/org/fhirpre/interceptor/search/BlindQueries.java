// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.search.builder.predicate.BaseSearchParamPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import com.healthmarketscience.sqlbuilder.BinaryCondition;
import com.healthmarketscience.sqlbuilder.ComboExpression;
import com.healthmarketscience.sqlbuilder.Condition;
import com.healthmarketscience.sqlbuilder.CustomCondition;
import com.healthmarketscience.sqlbuilder.CustomSql;
import com.healthmarketscience.sqlbuilder.InCondition;
import com.healthmarketscience.sqlbuilder.SelectQuery;
import com.healthmarketscience.sqlbuilder.UnaryCondition;
import com.healthmarketscience.sqlbuilder.dbspec.basic.DbColumn;
import com.healthmarketscience.sqlbuilder.dbspec.basic.DbTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.fhirpre.interceptor.index.DateScale;
import org.fhirpre.interceptor.index.Indexing;
import org.fhirpre.interceptor.index.RangeParams;
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
   * Tenant keys always, those of the deployment unless a patient must be named, those of patients
   * only in their search's own parameters.
   *
   * @param value the question, as query token
   */
  List<Slot> slots(String type, String param, String value) {
    List<Scope> asked = new ArrayList<>();
    asked.add(Scope.TENANT);
    if (Indexing.of(type).patientScopes(param)) {
      SearchScope scope = scopes.current();
      if (!scope.onlyPatientsOwn(type, value)) {
        asked.add(Scope.DEPLOYMENT);
      }
      scope.patientsFor(type, value).forEach(id -> asked.add(Scope.patient(id)));
    }
    List<Slot> slots = new ArrayList<>();
    for (int epoch : tokens.epochs()) {
      asked.forEach(scope -> slots.add(new Slot(epoch, scope, type, param)));
    }
    return slots;
  }

  static void limit(Collection<?> asked, String param) {
    if (asked.size() > MAX_HASHES) {
      throw Refusal.TOO_COSTLY.of(param);
    }
  }

  /** The slots of each parameter under which a quantity's values stand. */
  List<Slot> quantitySlots(String type, String param, String value) {
    return RangeParams.stored(type, param).stream()
        .flatMap(stored -> slots(type, stored, value).stream())
        .toList();
  }

  /**
   * One of these tokens stands in the column, or expression, of numbers. They are written out, not
   * bound: there are hundreds, each bound one costs more than the rest of the question, and
   * PostgreSQL hashes a list of constants but goes through one of parameters. They are one piece of
   * text, since the builder takes longer over hundreds of pieces than the database over the search.
   */
  static Condition in(Object column, String param, Collection<String> tokens) {
    limit(tokens, param);
    if (tokens.isEmpty()) {
      return new CustomCondition("1 = 0");
    }
    // in parentheses, or HAPI takes the first for a value that somebody forgot to bind
    String list =
        tokens.stream()
            .map(token -> Long.toString(Tokens.number(token)))
            .collect(Collectors.joining("),(", "(", ")"));
    return new InCondition(column, new CustomSql(list));
  }

  /**
   * The resource of the builder's row has one of these tokens among its numbers. EXISTS and not IN:
   * H2 works an IN (SELECT …) out anew for every row that it looks at.
   *
   * <p>Where patients are named, theirs are the rows to look at, one by one. OFFSET 0 and the sum
   * keep PostgreSQL from planning anything else; to estimate hundreds of tokens takes it longer
   * than to look at a patient's rows.
   *
   * @param slots whose tokens these are
   */
  static Condition hasNumber(
      BaseSearchParamPredicateBuilder row,
      SearchQueryBuilder sql,
      Slot where,
      List<Slot> slots,
      List<String> tokens) {
    long identity =
        BaseResourceIndexedSearchParam.calculateHashIdentity(
            sql.getPartitionSettings(), sql.getRequestPartitionId(), where.type(), where.param());
    DbTable numbers = sql.addTable("HFJ_SPIDX_NUMBER");
    SelectQuery found = new SelectQuery();
    found.addCustomColumns(new CustomSql("1"));
    found.addFromTable(numbers);
    found.addCondition(
        BinaryCondition.equalTo(numbers.addColumn("RES_ID"), row.getResourceIdColumn()));
    found.addCondition(
        BinaryCondition.equalTo(
            numbers.addColumn("HASH_IDENTITY"), sql.generatePlaceholder(identity)));
    DbColumn value = numbers.addColumn("SP_VALUE");
    if (slots.stream().anyMatch(slot -> slot.scope().ofPatient())) {
      found.addCondition(in(ComboExpression.add(value, new CustomSql("0")), where.param(), tokens));
      found.setOffset(0);
    } else {
      found.addCondition(in(value, where.param(), tokens));
    }
    return UnaryCondition.exists(found);
  }
}
