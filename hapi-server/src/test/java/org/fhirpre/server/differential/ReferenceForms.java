// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.IdType;

/** Questions for links, through links, and for what is linked. */
final class ReferenceForms {
  private final Example example;
  private final Facts facts;
  private final List<Query> queries = new ArrayList<>();

  private ReferenceForms(Example example, Facts facts) {
    this.example = example;
    this.facts = facts;
  }

  static List<Query> of(Example example, Facts facts) {
    ReferenceForms forms = new ReferenceForms(example, facts);
    List<String> targets = example.fact().references(example.param());
    if (!targets.isEmpty()) {
      String target = example.any(targets);
      if (target.matches("[A-Z][A-Za-z]*/.+")) {
        forms.literal(new IdType(target));
      } else {
        forms.queries.addAll(example.refused("parameter-hidden", "", Clause.escaped(target)));
      }
    }
    return forms.queries;
  }

  private void literal(IdType target) {
    String type = target.getResourceType();
    Kind kind =
        type.equals("Patient")
            ? Kind.PATIENT
            : Types.telling(type) ? Kind.TELLING_REFERENCE : Kind.REFERENCE;
    ask(kind, "", target.getValue());
    ask(kind, "", target.getIdPart());
    ask(kind, ":" + type, target.getIdPart());
    ask(kind, "", type + "/" + UUID.nameUUIDFromBytes(new byte[1]));
    ask(kind, "", target.getValue() + "," + type + "/" + UUID.nameUUIDFromBytes(new byte[1]));
    queries.addAll(example.refused("modifier-hidden", ":identifier", "x|y"));
    includes(kind, target);
    facts.find(target.getValue()).ifPresent(fact -> chains(kind, fact));
  }

  private void ask(Kind kind, String modifier, String value) {
    queries.add(example.ask(new Clause(kind, example.param(), modifier, value)));
  }

  private void includes(Kind kind, IdType target) {
    String type = example.type();
    String path = type + ":" + example.param();
    Clause id = Clause.of(Kind.ID, "_id", new IdType(example.fact().id()).getIdPart());
    Clause telling = Clause.of(kind == Kind.PATIENT ? Kind.RESULT : kind, "_include", path);
    queries.add(Query.of(type, id, telling));
    if (facts.find(target.getValue()).isPresent()) {
      Clause targetId = Clause.of(Kind.ID, "_id", target.getIdPart());
      Clause reverse = Clause.of(telling.kind(), "_revinclude", path);
      queries.add(Query.of(target.getResourceType(), targetId, reverse));
    }
  }

  /** Forwards by a value of the target, and back by a value of the source. */
  private void chains(Kind kind, Fact target) {
    Kind through = kind == Kind.TELLING_REFERENCE ? kind : Kind.STEP;
    for (String chained : List.of("name", "identifier", "status", "code")) {
      value(target, chained)
          .ifPresent(
              value -> {
                String plain = example.param() + "." + chained;
                String typed = example.param() + ":" + target.type() + "." + chained;
                queries.add(example.ask(Clause.of(through, plain, value)));
                queries.add(example.ask(Clause.of(through, typed, value)));
              });
    }
    for (String asked : List.of("status", "identifier", "code")) {
      value(example.fact(), asked)
          .ifPresent(
              value -> {
                String has = "_has:" + example.type() + ":" + example.param() + ":" + asked;
                Clause clause = Clause.of(through, has, value);
                queries.add(Query.of(target.type(), clause));
                queries.add(Query.of(target.type(), clause).counted());
              });
    }
  }

  private static Optional<String> value(Fact fact, String param) {
    return fact.tokens(param).stream()
        .map(row -> String.valueOf(row.getValue()))
        .findFirst()
        .or(() -> fact.strings(param).stream().map(row -> row.getValueExact()).findFirst())
        .map(Clause::escaped);
  }
}
