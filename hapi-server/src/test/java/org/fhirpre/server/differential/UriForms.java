// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import static org.fhirpre.server.differential.Clause.escaped;

import java.util.ArrayList;
import java.util.List;

/** Questions for addresses. */
final class UriForms {
  private UriForms() {}

  static List<Query> of(Example example) {
    List<Query> queries = new ArrayList<>();
    example
        .fact()
        .uris(example.param())
        .forEach(
            row -> {
              String uri = escaped(row.getUri());
              queries.add(example.ask(Kind.URI, uri));
              queries.add(example.ask(Kind.URI, uri + "/x"));
              queries.add(example.ask(Kind.URI, "http://absent.invalid," + uri));
              queries.addAll(example.refused("modifier-hidden", ":below", uri));
              queries.addAll(example.refused("modifier-hidden", ":above", uri));
            });
    return queries;
  }
}
