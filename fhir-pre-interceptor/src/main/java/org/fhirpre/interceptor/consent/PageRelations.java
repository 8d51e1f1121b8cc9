// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fhirpre.consent.DataRule;
import org.fhirpre.consent.Node;
import org.fhirpre.consent.Relations;
import org.fhirpre.consent.Residual;
import org.fhirpre.consent.ResourceAttributes;

/**
 * Finds how a page's resources are related to those that Consents name. Without a Consent that asks
 * for it there is nothing to do; else it is one look at stored references for {@code related}, and
 * one a step for {@code dependents}, however long the page is.
 */
public final class PageRelations {
  private static final int MAX_VISITED = 5_000;

  private final StoredReferences stored;

  public PageRelations(StoredReferences stored) {
    this.stored = stored;
  }

  /** References as they are stored now. */
  @FunctionalInterface
  public interface StoredReferences {
    /**
     * @param resources literal references, without version
     * @return what each of them refers to; what does not exist refers to nothing
     */
    Map<String, Set<String>> of(Collection<String> resources);
  }

  /** The page with its relations, in order. */
  List<ResourceAttributes> of(
      List<ResourceAttributes> page, ActiveConsents.Loaded loaded, Residual residual) {
    Set<DataRule> rules = rules(loaded, residual);
    Map<String, Set<String>> named = stored(names(rules, DataRule.Meaning.RELATED));
    boolean follow = !names(rules, DataRule.Meaning.DEPENDENTS).isEmpty();
    if (named.isEmpty() && !follow) {
      return page;
    }
    Graph graph = follow ? walk(page) : new Graph(Map.of(), true);
    return page.stream().map(each -> each.with(relations(each, named, graph))).toList();
  }

  private static Set<DataRule> rules(ActiveConsents.Loaded loaded, Residual residual) {
    Stream<Node> nodes =
        loaded.byPatient().values().stream()
            .flatMap(List::stream)
            .flatMap(consent -> consent.nodes().stream());
    return Stream.concat(nodes, residual.rules().stream())
        .flatMap(node -> node.when().data().stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> names(Set<DataRule> rules, DataRule.Meaning meaning) {
    return rules.stream()
        .filter(rule -> rule.meaning() == meaning)
        .map(DataRule::reference)
        .collect(Collectors.toSet());
  }

  private Map<String, Set<String>> stored(Collection<String> resources) {
    return resources.isEmpty() ? Map.of() : stored.of(resources);
  }

  /** What was followed; complete unless there was too much of it. */
  private record Graph(Map<String, Set<String>> edges, boolean complete) {
    /** What it refers to in at most {@link Relations#STEPS} steps. */
    Set<String> reach(ResourceAttributes from) {
      Set<String> reached = new HashSet<>(from.references());
      Collection<String> ring = from.references();
      for (int step = 1; step < Relations.STEPS; step++) {
        ring =
            ring.stream()
                .flatMap(each -> edges.getOrDefault(each, Set.of()).stream())
                .filter(reached::add)
                .toList();
      }
      return reached;
    }
  }

  /** All references of the page are followed together, a step at a time. */
  private Graph walk(List<ResourceAttributes> page) {
    Map<String, Set<String>> edges = new HashMap<>();
    Set<String> ring =
        page.stream().flatMap(each -> each.references().stream()).collect(Collectors.toSet());
    for (int step = 1; step < Relations.STEPS && !ring.isEmpty(); step++) {
      if (edges.size() + ring.size() > MAX_VISITED) {
        return new Graph(edges, false);
      }
      Map<String, Set<String>> next = stored.of(ring);
      ring.forEach(each -> edges.put(each, next.getOrDefault(each, Set.of())));
      ring = next.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
      ring.removeAll(edges.keySet());
    }
    return new Graph(edges, true);
  }

  private static Relations relations(
      ResourceAttributes of, Map<String, Set<String>> named, Graph graph) {
    List<String> referredBy = new ArrayList<>();
    named.forEach(
        (name, references) -> {
          if (references.contains(of.reference())) {
            referredBy.add(name);
          }
        });
    return new Relations(Set.copyOf(referredBy), graph.reach(of), graph.complete());
  }
}
