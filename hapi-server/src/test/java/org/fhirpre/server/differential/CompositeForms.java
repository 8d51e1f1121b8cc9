// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import static org.fhirpre.server.differential.Clause.escaped;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry.SearchParamLookupContextEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions for two values together. */
final class CompositeForms {
  private CompositeForms() {}

  static List<Query> of(Example example, ISearchParamRegistry params) {
    List<Optional<String>> parts =
        example.declared().getComponents().stream()
            .map(
                part ->
                    params.getActiveSearchParamByUrl(
                        part.getReference(), SearchParamLookupContextEnum.SEARCH))
            .map(part -> Optional.ofNullable(part).flatMap(known -> value(example.fact(), known)))
            .toList();
    if (parts.size() != 2 || parts.stream().anyMatch(Optional::isEmpty)) {
      return List.of();
    }
    String left = parts.get(0).orElseThrow();
    String right = parts.get(1).orElseThrow();
    List<Query> queries = new ArrayList<>();
    queries.add(example.ask(Kind.COMPOSITE, left + "$" + right));
    queries.add(example.ask(Kind.COMPOSITE, left + "$absent"));
    example
        .patient()
        .ifPresent(
            patient -> queries.add(example.ask(Kind.COMPOSITE, left + "$" + right).and(patient)));
    return queries;
  }

  private static Optional<String> value(Fact fact, RuntimeSearchParam param) {
    String name = param.getName();
    return switch (param.getParamType()) {
      case TOKEN ->
          fact.tokens(name).stream()
              .map(
                  row ->
                      row.getSystem() == null
                          ? escaped(row.getValue())
                          : escaped(row.getSystem()) + "|" + escaped(row.getValue()))
              .findFirst();
      case STRING ->
          fact.strings(name).stream().map(row -> escaped(row.getValueExact())).findFirst();
      case QUANTITY ->
          fact.quantities(name).stream()
              .map(row -> "ge" + row.getValue().toPlainString())
              .findFirst();
      case NUMBER ->
          fact.numbers(name).stream().map(row -> "le" + row.getValue().toPlainString()).findFirst();
      case DATE ->
          fact.dates(name).stream()
              .filter(row -> row.getValueLow() != null)
              .map(row -> "ge" + row.getValueLow().toInstant().toString().substring(0, 10))
              .findFirst();
      case REFERENCE -> fact.references(name).stream().findFirst();
      case URI -> fact.uris(name).stream().map(row -> escaped(row.getUri())).findFirst();
      case COMPOSITE, HAS, SPECIAL -> Optional.empty();
    };
  }
}
