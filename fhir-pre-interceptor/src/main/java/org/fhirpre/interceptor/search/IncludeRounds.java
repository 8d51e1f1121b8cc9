// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.search.SearchBuilderLoadIncludesParameters;
import ca.uhn.fhir.model.api.Include;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * What comes along with matches, a step at a time, so that what is withheld brings nothing along.
 */
final class IncludeRounds {
  private final ISearchBuilder<JpaPid> hapi;
  private final CandidateJudge judge;

  IncludeRounds(ISearchBuilder<JpaPid> hapi, CandidateJudge judge) {
    this.hapi = hapi;
    this.judge = judge;
  }

  Map<JpaPid, IBaseResource> of(SearchBuilderLoadIncludesParameters<JpaPid> asked) {
    Map<JpaPid, IBaseResource> included = new LinkedHashMap<>();
    @Nullable Collection<Include> given = asked.getIncludeFilters();
    List<Include> includes = given == null ? List.of() : List.copyOf(given);
    Collection<JpaPid> from = asked.getMatches();
    Set<JpaPid> seen = new HashSet<>(from);
    while (!includes.isEmpty() && !from.isEmpty()) {
      Set<JpaPid> found = hapi.loadIncludes(round(asked, from, includes, included.size()));
      found.removeIf(pid -> !seen.add(pid));
      Map<JpaPid, IBaseResource> permitted = judge.included(found);
      included.putAll(permitted);
      from = permitted.keySet();
      includes = includes.stream().filter(Include::isRecurse).toList();
      if (isEnough(included.size(), asked.getMaxCount())) {
        break;
      }
    }
    return included;
  }

  private static boolean isEnough(int included, @Nullable Integer most) {
    return most != null && included >= most;
  }

  private static SearchBuilderLoadIncludesParameters<JpaPid> round(
      SearchBuilderLoadIncludesParameters<JpaPid> asked,
      Collection<JpaPid> from,
      List<Include> includes,
      int before) {
    SearchBuilderLoadIncludesParameters<JpaPid> round = new SearchBuilderLoadIncludesParameters<>();
    round.setFhirContext(asked.getFhirContext());
    round.setEntityManager(asked.getEntityManager());
    round.setMatches(from);
    round.setIncludeFilters(includes.stream().map(IncludeRounds::once).toList());
    round.setReverseMode(asked.isReverseMode());
    round.setLastUpdated(asked.getLastUpdated());
    round.setSearchIdOrDescription(asked.getSearchIdOrDescription());
    round.setRequestDetails(asked.getRequestDetails());
    round.setDesiredResourceTypes(asked.getDesiredResourceTypes());
    @Nullable Integer most = asked.getMaxCount();
    round.setMaxCount(most == null ? null : Integer.valueOf(most - before));
    return round;
  }

  private static Include once(Include include) {
    return new Include(include.getValue(), false);
  }
}
