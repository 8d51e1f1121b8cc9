// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.param.HasParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IAnyResource;

/**
 * Takes a user's chains and _has through what may be sealed out of a search: each is a search of
 * its own before, and what the user may have of its results stands in its place. So a resource that
 * is withheld leads nowhere, as if it were absent.
 */
final class SearchSteps {
  private final ChainTargets chains;
  private final Inner inner;

  /** The search before. */
  @FunctionalInterface
  interface Inner {
    /**
     * @param condition parameter with modifier or chain, not encoded
     * @param values escaped as in FHIR, separated by commas
     * @return logical ids of what is permitted
     */
    List<String> ids(String type, String condition, String values);
  }

  SearchSteps(ChainTargets chains, Inner inner) {
    this.chains = chains;
    this.inner = inner;
  }

  /** The search without such conditions; empty if one of them leads nowhere, so nothing is met. */
  Optional<SearchParameterMap> taken(String type, SearchParameterMap search) {
    SearchParameterMap rest = search.clone();
    for (String param : Set.copyOf(rest.keySet())) {
      for (List<IQueryParameterType> ors : rest.get(param)) {
        if (ors.stream().anyMatch(value -> chains.mayBeSealed(type, param, value))) {
          List<IQueryParameterType> found = before(type, param, ors);
          if (found.isEmpty()) {
            return Optional.empty();
          }
          ors.clear();
          ors.addAll(found);
        }
      }
    }
    return Optional.of(rest);
  }

  /** All alternatives of a condition are of one form. */
  private List<IQueryParameterType> before(
      String type, String param, List<IQueryParameterType> ors) {
    IQueryParameterType form = ors.get(0);
    String values =
        ors.stream()
            .map(IQueryParameterType::getValueAsQueryToken)
            .collect(Collectors.joining(","));
    return form instanceof HasParam has
        ? before(has, values)
        : before(type, param, (ReferenceParam) form, values);
  }

  private List<IQueryParameterType> before(HasParam has, String values) {
    String source = has.getTargetResourceType();
    List<IQueryParameterType> found = new ArrayList<>();
    for (String id : inner.ids(source, has.getParameterName(), values)) {
      found.add(new HasParam(source, has.getReferenceFieldName(), IAnyResource.SP_RES_ID, id));
    }
    return found;
  }

  private List<IQueryParameterType> before(
      String type, String param, ReferenceParam reference, String values) {
    String chain = reference.getChain();
    Set<String> targets = chains.targets(type, param, reference);
    if (targets.isEmpty()) {
      throw Refusal.PARAMETER_HIDDEN.of(param);
    }
    Set<String> literals = new LinkedHashSet<>();
    for (String target : targets) {
      inner.ids(target, chain, values).forEach(id -> literals.add(target + "/" + id));
    }
    PermittedIds.limit(literals.size());
    List<IQueryParameterType> found = new ArrayList<>();
    literals.forEach(literal -> found.add(new ReferenceParam(literal)));
    return found;
  }
}
