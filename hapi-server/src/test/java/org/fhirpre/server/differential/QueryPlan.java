// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry.SearchParamLookupContextEnum;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes queries from the records: for every search parameter of every type that is there, in every
 * form that the parameter's type has, in an order that depends on the seed alone.
 */
final class QueryPlan {
  private static final int EXAMPLES = 2;

  private final Facts facts;
  private final ISearchParamRegistry params;
  private final Random random;

  QueryPlan(Facts facts, ISearchParamRegistry params, long seed) {
    this.facts = facts;
    this.params = params;
    this.random = new Random(seed);
  }

  /** As many as wanted, one of each parameter before there is a second one of any. */
  List<Query> queries(int wanted) {
    List<Deque<Query>> groups = new ArrayList<>();
    for (String type : facts.types()) {
      groups.add(shuffled(typeWide(type)));
      groups.add(shuffled(combinations(type)));
      params.getActiveSearchParams(type, SearchParamLookupContextEnum.SEARCH).values().stream()
          .sorted((a, b) -> a.getName().compareTo(b.getName()))
          .forEach(param -> groups.add(shuffled(ofParam(type, param))));
    }
    Collections.shuffle(groups, random);
    Set<Query> chosen = new LinkedHashSet<>();
    while (chosen.size() < wanted && groups.stream().anyMatch(group -> !group.isEmpty())) {
      groups.stream()
          .filter(group -> !group.isEmpty() && chosen.size() < wanted)
          .forEach(group -> chosen.add(group.pop()));
    }
    return List.copyOf(chosen);
  }

  private Deque<Query> shuffled(List<Query> queries) {
    List<Query> shuffled = new ArrayList<>(queries);
    Collections.shuffle(shuffled, random);
    return new ArrayDeque<>(shuffled);
  }

  private List<Query> typeWide(String type) {
    return examples(facts.ofType(type)).stream()
        .flatMap(fact -> ResultForms.of(fact).stream())
        .toList();
  }

  private List<Query> ofParam(String type, RuntimeSearchParam param) {
    List<Fact> having = facts.ofType(type).stream().filter(fact -> has(fact, param)).toList();
    List<Query> queries = new ArrayList<>();
    for (Fact fact : examples(having)) {
      Example example = new Example(param, fact, random);
      for (Query query : forms(example)) {
        queries.add(query);
        if (query.hidesSensitive() && query.refusal().isEmpty()) {
          example.patient().ifPresent(patient -> queries.add(query.and(patient)));
        }
      }
    }
    if (!having.isEmpty() && !param.getName().startsWith("_")) {
      queries.addAll(missing(type, param));
    }
    return queries;
  }

  private static List<Query> missing(String type, RuntimeSearchParam param) {
    return Stream.of("true", "false")
        .map(missing -> new Clause(Kind.MISSING, param.getName(), ":missing", missing))
        .map(
            clause ->
                param.getComponents().isEmpty() || !Types.sealed(type)
                    ? Query.of(type, clause)
                    : Query.refused("modifier-hidden", type, clause))
        .toList();
  }

  /** A sensitive one among them, if there is one. */
  private List<Fact> examples(List<Fact> of) {
    List<Fact> mixed = new ArrayList<>(of);
    Collections.shuffle(mixed, random);
    Stream<Fact> sensitive = mixed.stream().filter(fact -> facts.isSensitive(fact.id())).limit(1);
    return Stream.concat(sensitive, mixed.stream().limit(EXAMPLES)).distinct().toList();
  }

  private static boolean has(Fact fact, RuntimeSearchParam param) {
    return param.getComponents().isEmpty()
        ? fact.params().contains(param.getName())
        : !fact.params().isEmpty();
  }

  private List<Query> forms(Example example) {
    return switch (example.declared().getParamType()) {
      case TOKEN -> TokenForms.of(example);
      case STRING -> StringForms.of(example);
      case DATE -> RangeForms.dates(example);
      case NUMBER -> RangeForms.numbers(example);
      case QUANTITY -> RangeForms.quantities(example);
      case URI -> UriForms.of(example);
      case REFERENCE -> ReferenceForms.of(example, facts);
      case COMPOSITE -> CompositeForms.of(example, params);
      case HAS, SPECIAL -> List.of();
    };
  }

  /** Two or three conditions of the same resource, some of them not met. */
  private List<Query> combinations(String type) {
    List<Query> queries = new ArrayList<>();
    for (Fact fact : examples(facts.ofType(type))) {
      List<Clause> clauses = new ArrayList<>();
      params.getActiveSearchParams(type, SearchParamLookupContextEnum.SEARCH).values().stream()
          .sorted((a, b) -> a.getName().compareTo(b.getName()))
          .filter(param -> param.getComponents().isEmpty() && has(fact, param))
          .flatMap(param -> forms(new Example(param, fact, random)).stream())
          .filter(query -> query.refusal().isEmpty() && query.clauses().size() == 1)
          .filter(query -> query.type().equals(type))
          .forEach(query -> clauses.add(query.clauses().get(0)));
      Collections.shuffle(clauses, random);
      for (int i = 0; i + 2 < Math.min(clauses.size(), 60); i += 3) {
        Query two = Query.of(type, clauses.get(i), clauses.get(i + 1));
        queries.add(two);
        queries.add(two.and(clauses.get(i + 2)));
        Example.patientOf(fact).ifPresent(patient -> queries.add(two.and(patient)));
      }
    }
    return queries;
  }
}
