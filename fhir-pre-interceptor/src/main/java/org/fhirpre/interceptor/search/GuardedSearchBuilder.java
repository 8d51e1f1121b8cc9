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
import ca.uhn.fhir.rest.api.SearchTotalModeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.DateRangeParam;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.egress.GuardedTotal;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.hl7.fhir.instance.model.api.IAnyResource;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@link SearchRules} to a search and binds its scope around every call in which HAPI
 * builds SQL. A reader's search finds, counts and includes what the reader may have, and nothing
 * else. Made for one search, like its delegate; not thread safe.
 */
final class GuardedSearchBuilder implements ISearchBuilder<JpaPid> {
  private final String type;
  private final ISearchBuilder<JpaPid> delegate;
  private final SearchGuard guard;
  private final SearchGuard.Builders builders;

  /** What was loaded to decide about it. */
  private final Map<JpaPid, IBaseResource> loaded = new HashMap<>();

  private Optional<CandidateScan> counted = Optional.empty();
  private int most = Integer.MAX_VALUE;

  /**
   * @param type empty for all types
   */
  GuardedSearchBuilder(String type, SearchGuard guard, SearchGuard.Builders builders) {
    this.type = type;
    this.delegate = builders.hapi();
    this.guard = guard;
    this.builders = builders;
  }

  @Override
  public IResultIterator<JpaPid> createQuery(
      SearchParameterMap search,
      SearchRuntimeDetails details,
      RequestDetails request,
      RequestPartitionId partition) {
    if (counted.isPresent()) {
      return found(counted.get());
    }
    SearchCall call = new SearchCall(type, search, details, partition);
    Optional<GuardedSearch> admitted = guard.admit(call, builders);
    if (admitted.isEmpty()) {
      return new FoundIterator(List.of());
    }
    if (!decides(search, request)) {
      return admitted.get().undecided();
    }
    CandidateScan scan = admitted.get().scan(size(search));
    IResultIterator<JpaPid> found = found(scan);
    if (scan.isVain()
        && search.getEverythingMode() != null
        && search.containsKey(IAnyResource.SP_RES_ID)) {
      throw FhirErrors.absentOrDenied(); // as HAPI says it of one that does not exist
    }
    return found;
  }

  private IResultIterator<JpaPid> found(CandidateScan scan) {
    Map<JpaPid, IBaseResource> page = scan.page();
    loaded.putAll(page);
    return new FoundIterator(List.copyOf(page.keySet()));
  }

  private boolean decides(SearchParameterMap search, @Nullable RequestDetails request) {
    return Requests.isReaders(request)
        && (search.getEverythingMode() != null || SealedTypes.possible(type));
  }

  private int size(SearchParameterMap search) {
    Integer count = search.getCount();
    Integer synchronous = search.getLoadSynchronousUpTo();
    return count != null ? count : synchronous != null ? Math.min(most, synchronous) : most;
  }

  @Override
  public Long createCountQuery(
      SearchParameterMap search,
      String searchUuid,
      RequestDetails request,
      RequestPartitionId partition) {
    SearchRuntimeDetails details = new SearchRuntimeDetails(request, searchUuid);
    SearchCall call = new SearchCall(type, search, details, partition);
    Optional<GuardedSearch> admitted = guard.admit(call, builders);
    if (!decides(search, request)) {
      return admitted.map(GuardedSearch::undecidedCount).orElse(0L);
    }
    int total = 0;
    if (admitted.isPresent()) {
      // one more than the page, to know whether there is another
      CandidateScan scan = admitted.get().scan(Math.min(size(search), CandidateScan.MOST) + 1);
      total = scan.count();
      counted = Optional.of(scan);
    }
    return guarded(total, search, request);
  }

  /** A total that is not known is left out of the answer. */
  private static long guarded(int total, SearchParameterMap search, RequestDetails request) {
    if (total <= CandidateScan.MOST) {
      GuardedTotal.mark(request, total);
    } else if (search.getSearchTotalMode() == SearchTotalModeEnum.ACCURATE) {
      throw FhirErrors.limitExceeded("More than 10,000 results are not counted; narrow the search");
    }
    return total;
  }

  /** What its user may have of the results, as a step of another search. */
  Collection<IBaseResource> permitted(SearchCall call) {
    return guard
        .admitStep(call, builders)
        .map(admitted -> admitted.scan(size(call.search())).page().values())
        .orElseGet(List::of);
  }

  @Override
  public void setMaxResultsToFetch(@Nullable Integer max) {
    most = max == null ? Integer.MAX_VALUE : max;
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
      List<IBaseResource> resources,
      boolean forHistory,
      RequestDetails request) {
    List<JpaPid> missing = pids.stream().filter(pid -> !loaded.containsKey(pid)).toList();
    if (missing.size() == pids.size()) {
      delegate.loadResourcesByPid(pids, includedPids, resources, forHistory, request);
      return;
    }
    List<IBaseResource> others = new ArrayList<>();
    if (!missing.isEmpty()) {
      delegate.loadResourcesByPid(missing, includedPids, others, forHistory, request);
    }
    int other = 0;
    for (JpaPid pid : pids) {
      IBaseResource known = loaded.remove(pid); // HAPI changes what it gets
      if (known != null) {
        resources.add(known);
      } else if (other < others.size()) {
        resources.add(others.get(other++));
      }
    }
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
    SearchBuilderLoadIncludesParameters<JpaPid> parameters =
        new SearchBuilderLoadIncludesParameters<>();
    parameters.setFhirContext(fhir);
    parameters.setEntityManager(entities);
    parameters.setMatches(matches);
    parameters.setIncludeFilters(includes);
    parameters.setReverseMode(reverse);
    parameters.setLastUpdated(lastUpdated);
    parameters.setSearchIdOrDescription(description);
    parameters.setRequestDetails(request);
    parameters.setMaxCount(max);
    return loadIncludes(parameters);
  }

  @Override
  public Set<JpaPid> loadIncludes(SearchBuilderLoadIncludesParameters<JpaPid> parameters) {
    RequestDetails request = parameters.getRequestDetails();
    if (!Requests.isReaders(request)) {
      return delegate.loadIncludes(parameters);
    }
    Map<JpaPid, IBaseResource> included =
        new IncludeRounds(delegate, guard.judge(delegate, request)).of(parameters);
    loaded.putAll(included);
    return new LinkedHashSet<>(included.keySet());
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
