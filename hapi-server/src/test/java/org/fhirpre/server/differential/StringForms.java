// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import static org.fhirpre.server.differential.Clause.escaped;

import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Questions for names and other strings. */
final class StringForms {
  /** Searched by their beginning; docs/spec/search-tokens.md section 4. */
  private static final Set<String> NAMES =
      Set.of("name", "family", "given", "address-city", "address-postalcode");

  private final Example example;
  private final Kind kind;
  private final List<Query> queries = new ArrayList<>();

  private StringForms(Example example) {
    this.example = example;
    this.kind =
        !example.sealed()
            ? Kind.REFERENCE
            : NAMES.contains(example.param()) ? Kind.NAME : Kind.WHOLE;
  }

  static List<Query> of(Example example) {
    StringForms forms = new StringForms(example);
    List<ResourceIndexedSearchParamString> rows = example.fact().strings(example.param());
    if (!rows.isEmpty()) {
      forms.add(example.any(rows).getValueExact());
    }
    return forms.queries;
  }

  private void add(String value) {
    ask(value);
    ask(value.toLowerCase(Locale.ROOT));
    ask(value.toUpperCase(Locale.ROOT));
    ask(value.replace('e', '\u00e9').replace('A', '\u00c4'));
    ask(value + "Q");
    ask("Qx" + value);
    for (int length : List.of(2, 3 + example.random().nextInt(7), 10, 11)) {
      ask(value.substring(0, Math.min(length, value.length())));
    }
    exact(value);
    exact(value.toLowerCase(Locale.ROOT));
    exact(value.substring(0, Math.min(4, value.length())));
    queries.addAll(example.refused("modifier-hidden", ":contains", escaped(value)));
    queries.addAll(example.refused("modifier-hidden", ":text", escaped(value)));
    if (kind == Kind.NAME) {
      queries.addAll(example.refused("too-short", "", value.substring(0, 1)));
    }
  }

  private void ask(String value) {
    if (!value.isBlank() && value.strip().length() > 1) {
      queries.add(example.ask(kind, escaped(value)));
    }
  }

  private void exact(String value) {
    queries.add(example.ask(new Clause(Kind.EXACT, example.param(), ":exact", escaped(value))));
  }
}
