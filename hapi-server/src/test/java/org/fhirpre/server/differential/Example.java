// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import ca.uhn.fhir.context.RuntimeSearchParam;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A search parameter and a resource that has a value for it: what queries are made from. */
record Example(RuntimeSearchParam declared, Fact fact, Random random) {

  String type() {
    return fact.type();
  }

  String param() {
    return declared.getName();
  }

  boolean sealed() {
    return Types.sealed(type());
  }

  /** A condition that names a patient of the resource. */
  Optional<Clause> patient() {
    return patientOf(fact);
  }

  static Optional<Clause> patientOf(Fact fact) {
    return Types.patientParam(fact.type())
        .flatMap(
            param ->
                fact.references(param).stream()
                    .filter(reference -> reference.startsWith("Patient/"))
                    .findFirst()
                    .map(reference -> Clause.of(Kind.PATIENT, param, reference)));
  }

  <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  Query ask(Kind kind, String value) {
    return Query.of(type(), Clause.of(kind, param(), value));
  }

  Query ask(Clause clause) {
    return Query.of(type(), clause);
  }

  /** Not on encrypted data; nothing to compare on others. */
  List<Query> refused(String code, String modifier, String value) {
    return sealed()
        ? List.of(Query.refused(code, type(), new Clause(Kind.TOKEN, param(), modifier, value)))
        : List.of();
  }
}
