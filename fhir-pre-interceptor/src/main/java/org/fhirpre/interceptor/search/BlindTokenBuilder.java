// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser;
import ca.uhn.fhir.jpa.search.builder.predicate.TokenPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.model.api.IQueryParameterType;
import com.healthmarketscience.sqlbuilder.Condition;
import java.util.Collection;
import org.fhirpre.interceptor.index.Indexing;

/** Token questions: each value becomes one per scope and epoch. */
public class BlindTokenBuilder extends TokenPredicateBuilder {
  private final BlindTokenParams blind;

  public BlindTokenBuilder(SearchQueryBuilder sql, BlindTokenParams blind) {
    super(sql);
    this.blind = blind;
  }

  @Override
  public Condition createPredicateToken(
      Collection<IQueryParameterType> values,
      String type,
      String prefix,
      RuntimeSearchParam param,
      SearchFilterParser.CompareOperation operation,
      RequestPartitionId partition) {
    Collection<IQueryParameterType> asked =
        Indexing.of(type).blind() ? blind.all(type, param.getName(), values) : values;
    return super.createPredicateToken(asked, type, prefix, param, operation, partition);
  }
}
