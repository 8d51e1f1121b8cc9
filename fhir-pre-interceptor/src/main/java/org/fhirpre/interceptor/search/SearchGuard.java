// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.fhirpre.interceptor.body.SealedRecord;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Admits a search, or refuses it, and tells its scope. */
public final class SearchGuard {
  private final SearchRules rules;
  private final PatientContext context;
  private final SearchScopes scopes;
  private final ChainTargets chains;
  private final PermittedIds steps;
  private final Supplier<PermittedResults> permits;

  /**
   * @param permits asked late, because it depends on much
   */
  public SearchGuard(
      ChainTargets chains,
      PatientContext context,
      SearchScopes scopes,
      PermittedIds steps,
      Supplier<PermittedResults> permits) {
    this.rules = new SearchRules(chains);
    this.context = context;
    this.scopes = scopes;
    this.chains = chains;
    this.steps = steps;
    this.permits = permits;
  }

  /** HAPI's builder of this search, and ours of those that come before it. */
  record Builders(ISearchBuilder<JpaPid> hapi, Of others) {
    /** Makes them. */
    @FunctionalInterface
    interface Of {
      GuardedSearchBuilder type(String type);
    }
  }

  /** Empty if nothing can meet it. */
  Optional<GuardedSearch> admit(SearchCall call, Builders builders) {
    SearchScope scope = context.of(call.type(), call.search());
    if (Requests.isReaders(call.request())) {
      ContextFreeHook.note(call.type(), call.search(), scope, call.request());
    }
    return admit(call, scope, builders);
  }

  /** As a step of another search: patients whom it names give it no keys. */
  Optional<GuardedSearch> admitStep(SearchCall call, Builders builders) {
    return admit(call, context.of(call.type(), call.search()).withoutPatients(), builders);
  }

  CandidateJudge judge(ISearchBuilder<JpaPid> hapi, RequestDetails request) {
    return new CandidateJudge(hapi, permits, request);
  }

  private Optional<GuardedSearch> admit(SearchCall call, SearchScope scope, Builders builders) {
    rules.check(call.type(), call.search(), call.request());
    return map(call, builders.others())
        .map(
            map ->
                new GuardedSearch(
                    call.of(call.type(), map),
                    scope,
                    scopes,
                    judge(builders.hapi(), call.request()),
                    answers(call, scope),
                    builders.hapi()));
  }

  private Optional<SearchParameterMap> map(SearchCall call, Builders.Of others) {
    if (!Requests.isUsers(call.request())) {
      return Optional.of(call.search());
    }
    SearchSteps before =
        new SearchSteps(
            chains,
            (type, condition, values) ->
                steps.of(
                    type,
                    condition,
                    values,
                    map -> others.type(type).permitted(call.of(type, map))));
    return before.taken(call.type(), call.search());
  }

  /** Without the patients' tokens a negation would find every sensitive resource. */
  private static Predicate<IBaseResource> answers(SearchCall call, SearchScope scope) {
    boolean normalOnly =
        SearchRules.negates(call.type(), call.search()) && scope.patients().get().isEmpty();
    return normalOnly ? resource -> !isSensitive(resource) : resource -> true;
  }

  private static boolean isSensitive(IBaseResource resource) {
    return SealedRecord.of(resource)
        .map(SealedRecord::attributes)
        .filter(it -> !it.patients().isEmpty())
        .filter(it -> it.labels().facets().stream().anyMatch(facet -> facet.sensitive()))
        .isPresent();
  }
}
