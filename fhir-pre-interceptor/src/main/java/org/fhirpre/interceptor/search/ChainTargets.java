// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.param.HasParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.fhirpre.interceptor.index.Indexing;

/** Whether a chain or a _has may pass through a sealed resource. In doubt it does. */
public final class ChainTargets {
  private final Supplier<ISearchParamRegistry> params;

  public ChainTargets(Supplier<ISearchParamRegistry> params) {
    this.params = params;
  }

  boolean mayBeSealed(String type, String param, ReferenceParam reference) {
    String qualifier = reference.hasResourceType() ? ":" + reference.getResourceType() : "";
    return mayBeSealed(type, param + qualifier + "." + reference.getChain());
  }

  boolean mayBeSealed(HasParam has) {
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
    return Optional.ofNullable(
            params
                .get()
                .getActiveSearchParam(
                    type, reference, ISearchParamRegistry.SearchParamLookupContextEnum.SEARCH))
        .filter(RuntimeSearchParam::hasTargets)
        .map(RuntimeSearchParam::getTargets)
        .orElse(Set.of());
  }
}
