// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import java.util.List;
import java.util.stream.Stream;

/**
 * A question to both servers.
 *
 * @param type searched type
 * @param refusal code with which the sealed server must refuse; empty if it must answer
 * @param sealedPath what the sealed server is asked instead, if it is not the same; else empty
 * @param subject of {@code $everything}; else empty
 */
record Query(String type, List<Clause> clauses, String refusal, String sealedPath, String subject) {
  /** Without an order pages may overlap, on plain HAPI too. */
  static final String PAGE = "_count=200&_sort=_id";

  private static final Clause COUNTED = Clause.of(Kind.RESULT, "_summary", "count");
  private static final String ALL = "/$everything?_count=";

  Query {
    clauses = List.copyOf(clauses);
  }

  static Query of(String type, Clause... clauses) {
    return new Query(type, List.of(clauses), "", "", "");
  }

  /** Plain HAPI's pages of it may overlap, so there it is asked for at once. */
  static Query everything(String patient, int page) {
    return new Query("Patient", List.of(), "", patient + ALL + page, patient);
  }

  static Query refused(String code, String type, Clause... clauses) {
    return new Query(type, List.of(clauses), code, "", "");
  }

  Query and(Clause more) {
    List<Clause> all = Stream.concat(clauses.stream(), Stream.of(more)).toList();
    return new Query(type, all, refusal, sealedPath, subject);
  }

  /** The same to the plain server, another way to ask for it to the sealed one. */
  Query sealedBy(String path) {
    return new Query(type, clauses, refusal, path, subject);
  }

  /** Only how many there are. */
  Query counted() {
    return and(COUNTED);
  }

  boolean isCounted() {
    return clauses.contains(COUNTED);
  }

  /** What a total counts. */
  Query uncounted() {
    List<Clause> rest = clauses.stream().filter(it -> !it.equals(COUNTED)).toList();
    return new Query(type, rest, refusal, sealedPath, subject);
  }

  String plainPath() {
    return subject.isEmpty() ? type + "?" + encoded(clauses) : subject + ALL + 10_000;
  }

  String pathOfSealed() {
    return sealedPath.isEmpty() ? plainPath() : sealedPath;
  }

  static String encoded(List<Clause> clauses) {
    StringBuilder asked = new StringBuilder();
    clauses.forEach(clause -> asked.append(clause.encoded()).append('&'));
    if (asked.indexOf("_count=") < 0) {
      return asked + (asked.indexOf("_sort=") < 0 ? PAGE : "_count=200");
    }
    return asked + (asked.indexOf("_sort=") < 0 ? "_sort=_id" : "");
  }

  boolean has(Kind kind) {
    return clauses.stream().anyMatch(clause -> clause.kind() == kind);
  }

  /** The resource that is asked for by its id, if one is. */
  String match() {
    return clauses.stream()
        .filter(clause -> clause.kind() == Kind.ID)
        .map(clause -> type + "/" + clause.value())
        .findFirst()
        .orElse("");
  }

  boolean namesPatient() {
    return clauses.stream().anyMatch(clause -> clause.kind().namesPatient());
  }

  boolean hidesSensitive() {
    return !namesPatient() && clauses.stream().anyMatch(clause -> clause.kind().hidesSensitive());
  }

  @Override
  public String toString() {
    return pathOfSealed();
  }
}
