// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.Optional;
import java.util.Set;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Purposes;
import org.fhirpre.terminology.Sensitivities;

/**
 * Whether a node matches one facet of one resource and one purpose of one request. The unknown
 * denies: what a condition needs and nobody knows makes a deny match and a permit not.
 */
record NodeMatch(
    ResourceAttributes resource, Facet facet, AccessRequest request, Optional<Label> purpose) {

  boolean matches(Node node) {
    Conditions when = node.when();
    return (when.actors().isEmpty() || meet(request.identities(), when.actors()))
        && (when.purposes().isEmpty() || purpose(node))
        && action(when)
        && (when.labels().isEmpty() || when.labels().stream().anyMatch(l -> label(node, l)))
        && (when.resourceTypes().isEmpty() || when.resourceTypes().contains(resource.type()))
        && (when.codes().isEmpty() || meet(resource.codes(), when.codes()))
        && when.dataPeriod().map(period -> dataPeriod(node, period)).orElse(true)
        && (when.data().isEmpty() || when.data().stream().anyMatch(rule -> data(node, rule)))
        && known(node, when.environments(), request.environments())
        && known(node, when.locations(), request.locations())
        && (when.sources().isEmpty()
            || resource.source().filter(when.sources()::contains).isPresent());
  }

  private boolean purpose(Node node) {
    return purpose
        .map(
            requested ->
                node.when().purposes().stream()
                    .anyMatch(
                        stated ->
                            node.permits()
                                ? Purposes.permitCovers(stated, requested)
                                : Purposes.denyCovers(stated, requested)))
        .orElse(!node.permits());
  }

  /** A write is judged only by nodes that name it; reading actions are equal to each other. */
  private boolean action(Conditions when) {
    if (request.action().writes()) {
      return when.actions().contains(request.action());
    }
    return when.actions().isEmpty() || when.actions().stream().anyMatch(a -> !a.writes());
  }

  private boolean label(Node node, Label stated) {
    return Confidentiality.ofLabel(stated)
        .map(
            level ->
                node.permits()
                    ? level.atLeast(resource.labels().confidentiality())
                    : resource.labels().confidentiality().atLeast(level))
        .orElseGet(() -> !facet.band() && Sensitivities.isBelow(facet.label(), stated));
  }

  private boolean dataPeriod(Node node, Range period) {
    return resource
        .effective()
        .map(effective -> node.permits() ? period.contains(effective) : period.overlaps(effective))
        .orElse(!node.permits());
  }

  private boolean data(Node node, DataRule rule) {
    String named = rule.reference();
    boolean near = named.equals(resource.reference()) || resource.references().contains(named);
    Relations relations = resource.relations();
    return switch (rule.meaning()) {
      case INSTANCE -> named.equals(resource.reference());
      case RELATED -> near || relations.referredBy().contains(named);
      case DEPENDENTS ->
          near || relations.reaches().contains(named) || (!relations.complete() && !node.permits());
      case AUTHOREDBY -> resource.authors().contains(named);
    };
  }

  private static <T> boolean known(Node node, Set<T> stated, Set<T> actual) {
    if (stated.isEmpty()) {
      return true;
    }
    return actual.isEmpty() ? !node.permits() : meet(actual, stated);
  }

  /** Looks for members of the second set in the first, which is hashed. */
  private static <T> boolean meet(Set<T> a, Set<T> b) {
    for (T each : b) {
      if (a.contains(each)) {
        return true;
      }
    }
    return false;
  }
}
