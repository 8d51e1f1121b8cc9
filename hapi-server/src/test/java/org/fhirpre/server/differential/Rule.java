// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the sealed server must answer, given what plain HAPI answers: the same, less the sensitive
 * resources where no patient is named, and more only what its coarser index cannot tell apart.
 */
final class Rule {
  private static final int REFUSED = 400;
  private static final String BY_HAPI = "refused-by-hapi";

  private final Facts facts;
  private final Predicate<String> sensitive;
  private final Opening opening;
  private final Led led;

  /** Where extra hits are justified. */
  interface Opening {
    /** Opens a resource as its reader does. */
    Fact opened(String id);

    Answer plain(Query query);

    Answer sealed(Query query);
  }

  Rule(Facts facts, Opening opening) {
    this(facts, facts::isSensitive, opening);
  }

  private Rule(Facts facts, Predicate<String> sensitive, Opening opening) {
    this.facts = facts;
    this.sensitive = sensitive;
    this.opening = opening;
    this.led = new Led(facts, sensitive);
  }

  /** The same rule with other beliefs about what is sensitive. */
  Rule believing(Predicate<String> otherwise) {
    return new Rule(facts, otherwise, opening);
  }

  /** How the answer of the sealed server is wrong; empty if it is right. */
  Optional<String> broken(Query query, Answer plain, Answer sealed) {
    if (!query.refusal().isEmpty()) {
      boolean byHapi = plain.status() == REFUSED && sealed.code().equals(BY_HAPI);
      boolean refused =
          sealed.status() == REFUSED && (byHapi || sealed.code().equals(query.refusal()));
      return refused
          ? Optional.empty()
          : Optional.of("not refused with " + query.refusal() + " but " + told(sealed));
    }
    if (!plain.found() || !sealed.found()) {
      return plain.status() == sealed.status() && sealed.status() >= REFUSED
          ? Optional.empty()
          : Optional.of("plain " + told(plain) + ", sealed " + told(sealed));
    }
    return Stream.of(
            missing(query, plain, sealed), extra(query, plain, sealed), form(query, plain, sealed))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What of plain HAPI's answer must be found. */
  SortedSet<String> expected(Query query, Answer plain) {
    return known(plain).stream()
        .filter(id -> !hidden(query, id))
        .filter(id -> met(query, id))
        .filter(id -> led(query, id))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Optional<String> missing(Query query, Answer plain, Answer sealed) {
    Set<String> missing = expected(query, plain);
    missing.removeAll(sealed.ids());
    return missing.isEmpty() ? Optional.empty() : Optional.of("not found: " + some(missing));
  }

  private Optional<String> extra(Query query, Answer plain, Answer sealed) {
    Set<String> extra = known(sealed);
    extra.removeAll(expected(query, plain));
    if (!extra.isEmpty() && Types.sealed(query.type())) {
      extra.removeAll(justified(query, extra));
    }
    return extra.isEmpty() ? Optional.empty() : Optional.of("found too much: " + some(extra));
  }

  /** What meets the coarse conditions when it is opened, and the others by plain HAPI's answer. */
  private Set<String> justified(Query query, Set<String> extra) {
    List<Clause> coarse =
        query.clauses().stream().filter(clause -> clause.kind().isCoarse()).toList();
    if (coarse.isEmpty()) {
      return Set.of();
    }
    List<Clause> others =
        query.clauses().stream().filter(clause -> !clause.kind().isCoarse()).toList();
    Query exact = new Query(query.type(), others, "", "", "");
    Set<String> candidates = new TreeSet<>(extra);
    candidates.retainAll(expected(query, opening.plain(exact)));
    candidates.removeIf(id -> !Coarse.meets(opening.opened(id), coarse));
    return candidates;
  }

  private boolean led(Query query, String id) {
    return !id.startsWith(query.type() + "/")
        || query.clauses().stream()
            .filter(clause -> clause.kind() == Kind.STEP)
            .allMatch(clause -> led.to(id, query, clause));
  }

  private Optional<String> form(Query query, Answer plain, Answer sealed) {
    boolean sorted = query.clauses().stream().anyMatch(clause -> clause.value().matches("-?_id"));
    if (sorted && !knownInOrder(plain).equals(knownInOrder(sealed))) {
      return Optional.of("another order");
    }
    boolean alike = query.sealedPath().isEmpty() && !Types.sealed(query.type());
    if (alike && uncounted(query, plain) != uncounted(query, sealed)) {
      return Optional.of("total " + sealed.total() + " where plain has " + plain.total());
    }
    if (!sealed.full()) {
      return Optional.of("a page that is not full");
    }
    if (Types.sealed(query.type()) && miscounted(query, sealed)) {
      return Optional.of("total " + sealed.total());
    }
    boolean twice = new HashSet<>(sealed.ids()).size() < sealed.ids().size();
    boolean plainTwice = new HashSet<>(plain.ids()).size() < plain.ids().size();
    return twice && !plainTwice ? Optional.of("found twice") : Optional.empty();
  }

  /**
   * How many more a total says than all pages hold; other tests' resources lie on the sealed server
   * too. Least if there is no total.
   */
  private static int uncounted(Query query, Answer answer) {
    int held = query.isCounted() ? answer.total() : answer.ids().size();
    return answer.total() < 0 ? Integer.MIN_VALUE : answer.total() - held;
  }

  /** A total is the number of what all pages together hold. */
  private boolean miscounted(Query query, Answer sealed) {
    if (query.isCounted()) {
      Answer all = opening.sealed(query.uncounted());
      return broken(query.uncounted(), opening.plain(query.uncounted()), all).isPresent()
          || sealed.total() != all.ids().size();
    }
    boolean accurate = query.clauses().stream().anyMatch(it -> it.value().equals("accurate"));
    return sealed.total() != (accurate ? sealed.ids().size() : -1);
  }

  /**
   * Sensitive resources are not found by a value unless their patient is named; what the server
   * seals for itself is not shown to the reader of patients' records, nor the other way round.
   */
  private boolean hidden(Query query, String id) {
    String type = id.substring(0, id.indexOf('/'));
    if (Types.sealed(type) && Types.serverSealed(type) != Types.serverSealed(query.type())) {
      return true;
    }
    if (query.has(Kind.TELLING_REFERENCE)) {
      return sensitive.test(included(query) && Types.telling(type) ? query.match() : id)
          && !id.equals(query.match());
    }
    return query.hidesSensitive()
        && sensitive.test(id)
        && type.equals(query.type())
        && Types.perPatient(type);
  }

  /** Whether what is linked comes along, of a resource that is found in any case. */
  private static boolean included(Query query) {
    return query.clauses().stream().anyMatch(clause -> clause.param().equals("_include"));
  }

  private boolean met(Query query, String id) {
    return query.clauses().stream()
        .filter(clause -> clause.kind() == Kind.WHOLE)
        .allMatch(clause -> facts.find(id).filter(fact -> Coarse.whole(fact, clause)).isPresent());
  }

  /** Others than the test's records are nobody's business here. */
  private Set<String> known(Answer answer) {
    return new TreeSet<>(knownInOrder(answer));
  }

  private List<String> knownInOrder(Answer answer) {
    return answer.ids().stream().filter(id -> facts.find(id).isPresent()).toList();
  }

  private String some(Set<String> ids) {
    return ids.stream()
            .limit(3)
            .map(id -> id + (sensitive.test(id) ? " (sensitive)" : ""))
            .collect(Collectors.joining(", "))
        + (ids.size() > 3 ? " and " + (ids.size() - 3) + " more" : "");
  }

  private static String told(Answer answer) {
    return answer.found()
        ? "found " + answer.ids().size()
        : "status " + answer.status() + " " + answer.code();
  }
}
