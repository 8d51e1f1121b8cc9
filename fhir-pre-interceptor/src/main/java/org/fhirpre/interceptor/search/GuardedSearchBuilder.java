// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.IResultIterator;
import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.search.SearchBuilderLoadIncludesParameters;
import ca.uhn.fhir.jpa.model.search.SearchRuntimeDetails;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.model.api.Include;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.DateRangeParam;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@link SearchRules} to a search and binds its scope around every call in which HAPI
 * builds SQL. Made for one search, like its delegate; not thread safe.
 */
final class GuardedSearchBuilder implements ISearchBuilder<JpaPid> {
  private final String type;
  private final ISearchBuilder<JpaPid> delegate;
  private final SearchGuard guard;

  GuardedSearchBuilder(String type, ISearchBuilder<JpaPid> delegate, SearchGuard guard) {
    this.type = type;
    this.delegate = delegate;
    this.guard = guard;
  }

  @Override
  public IResultIterator<JpaPid> createQuery(
      SearchParameterMap search,
      SearchRuntimeDetails details,
      RequestDetails request,
      RequestPartitionId partition) {
    SearchScope scope = guard.admit(type, search, request);
    settleTies(search.getSort());
    IResultIterator<JpaPid> found =
        guard
            .scopes()
            .within(scope, () -> delegate.createQuery(search, details, request, partition));
    return new ScopedIterator(found, scope, guard.scopes());
  }

  /** A transaction gives many resources one time; pages need an order of these too. */
  private static void settleTies(@Nullable SortSpec sort) {
    for (SortSpec spec = sort; spec != null; spec = spec.getChain()) {
      if (spec.getChain() == null && !Constants.PARAM_PID.equals(spec.getParamName())) {
        spec.setChain(new SortSpec(Constants.PARAM_PID));
      }
    }
  }

  @Override
  public Long createCountQuery(
      SearchParameterMap search,
      String searchUuid,
      RequestDetails request,
      RequestPartitionId partition) {
    SearchScope scope = guard.admitCount(type, search, request);
    return guard
        .scopes()
        .within(scope, () -> delegate.createCountQuery(search, searchUuid, request, partition));
  }

  @Override
  public void setMaxResultsToFetch(Integer max) {
    delegate.setMaxResultsToFetch(max);
  }

  @Override
  public void setDeduplicateInDatabase(boolean deduplicate) {
    delegate.setDeduplicateInDatabase(deduplicate);
  }

  @Override
  public void setRequireTotal(boolean total) {
    delegate.setRequireTotal(total);
  }

  @Override
  public boolean requiresTotal() {
    return delegate.requiresTotal();
  }

  @Override
  public void loadResourcesByPid(
      Collection<JpaPid> pids,
      Collection<JpaPid> includedPids,
      List<IBaseResource> loaded,
      boolean forHistory,
      RequestDetails request) {
    delegate.loadResourcesByPid(pids, includedPids, loaded, forHistory, request);
  }

  @Override
  @Deprecated
  public Set<JpaPid> loadIncludes(
      FhirContext fhir,
      EntityManager entities,
      Collection<JpaPid> matches,
      Collection<Include> includes,
      boolean reverse,
      DateRangeParam lastUpdated,
      String description,
      RequestDetails request,
      Integer max) {
    return delegate.loadIncludes(
        fhir, entities, matches, includes, reverse, lastUpdated, description, request, max);
  }

  @Override
  public Set<JpaPid> loadIncludes(SearchBuilderLoadIncludesParameters<JpaPid> parameters) {
    return delegate.loadIncludes(parameters);
  }

  @Override
  public void setFetchSize(int rows) {
    delegate.setFetchSize(rows);
  }

  @Override
  public void setPreviouslyAddedResourcePids(List<JpaPid> pids) {
    delegate.setPreviouslyAddedResourcePids(pids);
  }
}
