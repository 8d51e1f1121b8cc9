// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser;
import ca.uhn.fhir.jpa.search.builder.predicate.UriPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.UriParam;
import com.healthmarketscience.sqlbuilder.Condition;
import java.util.ArrayList;
import java.util.List;
import org.fhirpre.interceptor.index.Indexing;

/** URI questions: equality. The type is the searched one, as in HAPI itself. */
public class BlindUriBuilder extends UriPredicateBuilder {
  private final BlindQueries queries;
  private final SearchQueryBuilder sql;

  public BlindUriBuilder(SearchQueryBuilder sql, BlindQueries queries) {
    super(sql);
    this.sql = sql;
    this.queries = queries;
  }

  @Override
  public Condition addPredicate(
      List<? extends IQueryParameterType> values,
      String param,
      SearchFilterParser.CompareOperation operation,
      RequestDetails request) {
    String type = sql.getResourceType();
    if (!Indexing.of(type).blind()) {
      return super.addPredicate(values, param, operation, request);
    }
    List<UriParam> asked = new ArrayList<>();
    for (IQueryParameterType value : values) {
      if (!(value instanceof UriParam uri) || uri.getQualifier() != null) {
        throw Refusal.MODIFIER_HIDDEN.of(param);
      }
      queries
          .slots(type, param, uri.getValueAsQueryToken())
          .forEach(
              slot -> asked.add(new UriParam(queries.tokens().uri(slot, uri.getValueNotNull()))));
      if (Indexing.of(type) == Indexing.PLAIN_OR_BLIND) {
        asked.add(uri);
      }
    }
    BlindQueries.limit(asked, param);
    return super.addPredicate(asked, param, operation, request);
  }
}
