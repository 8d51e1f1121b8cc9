// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.param.HasParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.fhirpre.interceptor.index.Indexing;

/** Whether a chain or a _has may pass through a sealed resource. In doubt it does. */
public final class ChainTargets {
  private final Supplier<ISearchParamRegistry> params;

  public ChainTargets(Supplier<ISearchParamRegistry> params) {
    this.params = params;
  }

  /** Whether this condition asks through a sealed resource. */
  boolean mayBeSealed(String type, String param, IQueryParameterType value) {
    return value instanceof HasParam has
        ? mayBeSealed(has)
        : value instanceof ReferenceParam reference
            && reference.hasChain()
            && mayBeSealed(type, param, reference);
  }

  /** The types to which the chain leads and that know its next parameter. */
  Set<String> targets(String type, String param, ReferenceParam reference) {
    String next = reference.getChain().split("[.:]", 2)[0];
    Set<String> all =
        reference.hasResourceType() ? Set.of(reference.getResourceType()) : targets(type, param);
    return all.stream()
        .filter(target -> next.startsWith("_") || active(target, next).isPresent())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean mayBeSealed(String type, String param, ReferenceParam reference) {
    String qualifier = reference.hasResourceType() ? ":" + reference.getResourceType() : "";
    return mayBeSealed(type, param + qualifier + "." + reference.getChain());
  }

  private boolean mayBeSealed(HasParam has) {
    String name = has.getParameterName();
    if (Indexing.of(has.getTargetResourceType()).blind() || name.startsWith("_has")) {
      return true;
    }
    return name.indexOf('.') >= 0 && mayBeSealed(has.getTargetResourceType(), name);
  }

  /**
   * @param chain a reference parameter, possibly with {@code :Type}, a dot, and what follows
   */
  boolean mayBeSealed(String type, String chain) {
    int dot = chain.indexOf('.');
    if (dot < 0) {
      return false;
    }
    String rest = chain.substring(dot + 1);
    if (rest.startsWith("_has")) {
      return true;
    }
    Set<String> targets = targets(type, chain.substring(0, dot));
    return targets.isEmpty()
        || targets.stream()
            .anyMatch(target -> Indexing.of(target).blind() || mayBeSealed(target, rest));
  }

  private Set<String> targets(String type, String reference) {
    int colon = reference.indexOf(':');
    if (colon >= 0) {
      return Set.of(reference.substring(colon + 1));
    }
    return active(type, reference)
        .filter(RuntimeSearchParam::hasTargets)
        .map(RuntimeSearchParam::getTargets)
        .orElse(Set.of());
  }

  private Optional<RuntimeSearchParam> active(String type, String param) {
    return Optional.ofNullable(
        params
            .get()
            .getActiveSearchParam(
                type, param, ISearchParamRegistry.SearchParamLookupContextEnum.SEARCH));
  }
}
