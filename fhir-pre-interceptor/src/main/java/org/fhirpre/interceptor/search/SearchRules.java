// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.CompositeParam;
import ca.uhn.fhir.rest.param.HasParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.param.TokenParamModifier;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.fhirpre.interceptor.index.Indexing;
import org.jspecify.annotations.Nullable;

/** What a search may not ask, before any SQL is built. */
final class SearchRules {
  private static final Set<String> MODIFIERS = Set.of(":exact", ":not", ":missing");
  private static final Set<String> SORTABLE =
      Set.of(Constants.PARAM_ID, Constants.PARAM_LASTUPDATED, Constants.PARAM_PID);

  private final ChainTargets chains;

  SearchRules(ChainTargets chains) {
    this.chains = chains;
  }

  /**
   * @param type searched type; empty for all types
   */
  void check(String type, SearchParameterMap search, @Nullable RequestDetails request) {
    boolean blind = Indexing.of(type).blind();
    if (blind) {
      checkHidden(search);
    }
    checkSort(type, blind, search.getSort());
    if (Requests.isUsers(request)) {
      checkLists(search);
    }
  }

  private static void checkHidden(SearchParameterMap search) {
    search.keySet().stream()
        .filter(SearchableParams.HIDDEN::contains)
        .findFirst()
        .ifPresent(
            param -> {
              throw Refusal.PARAMETER_HIDDEN.of(param);
            });
    each(search, SearchRules::checkModifier);
  }

  private static void checkModifier(String param, IQueryParameterType value) {
    if (value instanceof ReferenceParam reference && isUrl(reference)) {
      throw Refusal.PARAMETER_HIDDEN.of(param);
    }
    if (value instanceof CompositeParam<?, ?> && value.getMissing() != null) {
      throw Refusal.MODIFIER_HIDDEN.of(param); // HAPI looks for the parts then, which are not there
    }
    boolean answered =
        value instanceof ReferenceParam reference
            ? !reference.hasResourceType()
                || Character.isUpperCase(reference.getResourceType().charAt(0))
            : value instanceof HasParam || answered(value.getQueryParameterQualifier());
    if (!answered) {
      throw Refusal.MODIFIER_HIDDEN.of(param);
    }
  }

  /** Canonical and external references are not indexed, because their text would be readable. */
  private static boolean isUrl(ReferenceParam reference) {
    return !reference.hasChain()
        && reference.getValue() != null
        && reference.getValue().indexOf(':') >= 0;
  }

  private static boolean answered(@Nullable String modifier) {
    return modifier == null || modifier.isEmpty() || MODIFIERS.contains(modifier);
  }

  private void checkSort(String type, boolean blind, @Nullable SortSpec sort) {
    for (SortSpec spec = sort; spec != null; spec = spec.getChain()) {
      String param = spec.getParamName();
      if (SORTABLE.contains(param)) {
        continue;
      }
      if (blind || (param.indexOf('.') >= 0 && chains.mayBeSealed(type, param))) {
        throw Refusal.SORT_HIDDEN.of(Constants.PARAM_SORT);
      }
    }
  }

  private static void checkLists(SearchParameterMap search) {
    each(
        search,
        (param, value) -> {
          if (value instanceof HasParam has && isList(has)) {
            throw Refusal.PARAMETER_HIDDEN.of(Constants.PARAM_LIST);
          }
        });
  }

  /** What HAPI makes of {@code _list}. */
  private static boolean isList(HasParam has) {
    return has.getTargetResourceType().equals("List")
        && has.getReferenceFieldName().equals("item")
        && has.getParameterName().equals(Constants.PARAM_ID);
  }

  /** Whether it asks what does not have a value that may stand under patients' keys. */
  static boolean negates(String type, SearchParameterMap search) {
    Indexing indexing = Indexing.of(type);
    return search.keySet().stream()
        .filter(indexing::patientScopes)
        .flatMap(param -> search.get(param).stream().flatMap(List::stream))
        .anyMatch(
            value ->
                value instanceof TokenParam token && token.getModifier() == TokenParamModifier.NOT);
  }

  /** Whether it asks for a value that may stand under patients' keys. */
  static boolean asksValues(String type, SearchParameterMap search) {
    Indexing indexing = Indexing.of(type);
    return search.keySet().stream()
        .filter(param -> indexing.patientScopes(param) && !param.equals(Constants.PARAM_ID))
        .flatMap(param -> search.get(param).stream().flatMap(List::stream))
        .anyMatch(
            value ->
                value.getMissing() == null
                    && !(value instanceof ReferenceParam)
                    && !(value instanceof HasParam));
  }

  private static void each(
      SearchParameterMap search, BiConsumer<String, IQueryParameterType> visit) {
    for (String param : search.keySet()) {
      search.get(param).forEach(or -> or.forEach(value -> visit.accept(param, value)));
    }
  }
}
