// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.dao.IResultIterator;
import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.SortSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * A search that was admitted, as it is put to HAPI.
 *
 * @param call without what was asked before
 * @param answers which resources the question is about
 */
record GuardedSearch(
    SearchCall call,
    SearchScope scope,
    SearchScopes scopes,
    CandidateJudge judge,
    Predicate<IBaseResource> answers,
    ISearchBuilder<JpaPid> hapi) {

  /** What it finds, whoever may have it. */
  IResultIterator<JpaPid> undecided() {
    SearchParameterMap asked = call.search().clone();
    return put(asked.isOffsetQuery() ? ordered(asked) : settled(asked));
  }

  long undecidedCount() {
    return scopes.within(
        scope,
        () ->
            hapi.createCountQuery(
                call.search(), call.details().getSearchUuid(), call.request(), call.partition()));
  }

  /** What its reader may have, from the search's offset on. */
  CandidateScan scan(int size) {
    int first = Objects.requireNonNullElse(call.search().getOffset(), 0);
    if (call.search().getEverythingMode() == null) {
      return new CandidateScan(
          Windows.each(this::window), found -> judge.matches(found, answers), first, size);
    }
    LinkedAlong along = new LinkedAlong();
    Function<List<JpaPid>, Map<JpaPid, IBaseResource>> permits =
        found -> along.released(judge.matches(found, answers));
    return new CandidateScan(Windows.once(this::window), permits, first, size);
  }

  private IResultIterator<JpaPid> window(int offset, int most) {
    SearchParameterMap window = call.search().clone();
    window.setOffset(offset);
    window.setCount(most);
    hapi.setMaxResultsToFetch(most);
    hapi.setPreviouslyAddedResourcePids(List.of());
    return put(ordered(window));
  }

  private IResultIterator<JpaPid> put(SearchParameterMap asked) {
    IResultIterator<JpaPid> found =
        scopes.within(
            scope, () -> hapi.createQuery(asked, call.details(), call.request(), call.partition()));
    return new ScopedIterator(found, scope, scopes);
  }

  /** Pages need an order of all, which a database does not promise if none is asked for. */
  private static SearchParameterMap ordered(SearchParameterMap asked) {
    if (asked.getSort() == null && asked.getEverythingMode() == null) {
      asked.setSort(new SortSpec(Constants.PARAM_PID));
    }
    return settled(asked);
  }

  /** A transaction gives many resources one time; pages need an order of these too. */
  private static SearchParameterMap settled(SearchParameterMap asked) {
    Optional<SortSpec> last = Optional.ofNullable(asked.getSort());
    while (last.map(SortSpec::getChain).isPresent()) {
      last = last.map(SortSpec::getChain);
    }
    last.filter(spec -> !Constants.PARAM_PID.equals(spec.getParamName()))
        .ifPresent(spec -> spec.setChain(new SortSpec(Constants.PARAM_PID)));
    return asked;
  }
}
