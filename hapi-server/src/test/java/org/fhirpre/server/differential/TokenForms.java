// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import static org.fhirpre.server.differential.Clause.escaped;

import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Questions for codes and identifiers. */
final class TokenForms {
  private static final String OTHER = "http://other.invalid";

  private final Example example;
  private final Kind kind;
  private final List<Query> queries = new ArrayList<>();

  private TokenForms(Example example) {
    this.example = example;
    this.kind = example.param().equals("identifier") ? Kind.IDENTIFIER : Kind.TOKEN;
  }

  static List<Query> of(Example example) {
    TokenForms forms = new TokenForms(example);
    List<ResourceIndexedSearchParamToken> rows =
        example.fact().tokens(example.param()).stream().filter(TokenForms::hasValue).toList();
    if (!rows.isEmpty()) {
      forms.add(example.any(rows));
    }
    return forms.queries;
  }

  private static boolean hasValue(ResourceIndexedSearchParamToken row) {
    @Nullable String value = row.getValue();
    return value != null && !value.isBlank();
  }

  private void add(ResourceIndexedSearchParamToken row) {
    String code = escaped(String.valueOf(row.getValue()));
    @Nullable String given = row.getSystem();
    String system = given == null ? "" : escaped(given);
    ask(system + "|" + code);
    ask(code);
    ask("|" + code);
    ask(OTHER + "|" + code);
    ask(code + "X");
    ask(swapped(code));
    ask("absent," + code + "," + OTHER + "|" + code);
    if (!system.isEmpty()) {
      systemAlone(system);
    }
    negation(code);
    for (String modifier : List.of(":text", ":in", ":not-in", ":above", ":below", ":of-type")) {
      queries.addAll(example.refused("modifier-hidden", modifier, code));
    }
  }

  private void ask(String value) {
    queries.add(example.ask(kind, value));
  }

  private void systemAlone(String system) {
    if (kind == Kind.IDENTIFIER && example.sealed()) {
      queries.addAll(example.refused("system-only", "", system + "|"));
    } else {
      ask(system + "|");
    }
  }

  private void negation(String code) {
    Clause not = new Clause(kind, example.param(), ":not", code);
    queries.add(example.ask(not));
    example.patient().ifPresent(patient -> queries.add(example.ask(not).and(patient)));
  }

  private static String swapped(String code) {
    String upper = code.toUpperCase(Locale.ROOT);
    return upper.equals(code) ? code.toLowerCase(Locale.ROOT) : upper;
  }
}
