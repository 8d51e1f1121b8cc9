// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser;
import ca.uhn.fhir.jpa.search.builder.predicate.StringPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.param.StringParam;
import com.healthmarketscience.sqlbuilder.ComboCondition;
import com.healthmarketscience.sqlbuilder.Condition;
import java.util.ArrayList;
import java.util.List;
import org.fhirpre.interceptor.index.Indexing;
import org.fhirpre.interceptor.index.Names;
import org.fhirpre.interceptor.index.Normal;
import org.fhirpre.interceptor.index.Slot;
import org.fhirpre.interceptor.index.Tokens;

/** String questions: equality of the whole, the exact or, for names, the beginning. */
public class BlindStringBuilder extends StringPredicateBuilder {
  private final BlindQueries queries;

  public BlindStringBuilder(SearchQueryBuilder sql, BlindQueries queries) {
    super(sql);
    this.queries = queries;
  }

  @Override
  public Condition createPredicateString(
      IQueryParameterType value,
      String type,
      String prefix,
      RuntimeSearchParam param,
      StringPredicateBuilder from,
      SearchFilterParser.CompareOperation operation) {
    if (!Indexing.of(type).blind()) {
      return super.createPredicateString(value, type, prefix, param, from, operation);
    }
    if (!(value instanceof StringParam text)
        || text.isContains()
        || text.isText()
        || text.isNicknameExpand()) {
      throw Refusal.MODIFIER_HIDDEN.of(param.getName());
    }
    List<Condition> any = new ArrayList<>();
    for (Slot slot : queries.slots(type, param.getName(), value.getValueAsQueryToken())) {
      any.add(from.createPredicateExact(type, param.getName(), token(slot, text)));
    }
    if (Indexing.of(type) == Indexing.PLAIN_OR_BLIND) {
      any.add(super.createPredicateString(value, type, prefix, param, from, operation));
    }
    return ComboCondition.or(any.toArray(Condition[]::new));
  }

  private String token(Slot slot, StringParam text) {
    Tokens tokens = queries.tokens();
    if (text.isExact()) {
      return tokens.exact(slot, text.getValueNotNull());
    }
    String normal = Normal.form(text.getValueNotNull());
    if (!Names.contains(slot.param())) {
      return tokens.whole(slot, normal);
    }
    int length = Normal.length(normal);
    if (length < Names.MIN_PREFIX) {
      throw Refusal.TOO_SHORT.of(slot.param());
    }
    return tokens.prefix(slot, normal, Math.min(length, Names.MAX_PREFIX));
  }
}
