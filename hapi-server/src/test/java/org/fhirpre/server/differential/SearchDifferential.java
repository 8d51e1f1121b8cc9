// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.differential.Comparison.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Each query finds the same on plain HAPI and on the sealed server, save what {@link Rule} tells.
 * {@code -Dfhirpre.seed=N} makes the queries of another run, {@code -Dfhirpre.synthea=DIR} uses
 * other patients.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SearchDifferential {
  private static final long SEED = Long.getLong("fhirpre.seed", 20_260_101);
  private static final int SHOWN = 60;
  private static final int SENSITIVE = 50;

  /**
   * How much of everything.
   *
   * @param patients sample patients, the smallest first
   * @param kinds conditions that must be among the queries
   */
  record Extent(int patients, int queries, Set<Kind> kinds) {}

  static final Extent PART =
      new Extent(1, 400, EnumSet.of(Kind.TOKEN, Kind.NAME, Kind.DATE, Kind.QUANTITY, Kind.PATIENT));

  static final Extent WHOLE = new Extent(3, 2400, EnumSet.allOf(Kind.class));

  private final Database database;
  private final Extent extent;
  private final List<Outcome> outcomes = new ArrayList<>();
  private Rig rig;
  private Rule rule;

  SearchDifferential(Database database, Extent extent) {
    this.database = database;
    this.extent = extent;
  }

  @BeforeAll
  void ask() {
    rig = Rig.start(database, Corpus.of(extent.patients(), SEED));
    rule = new Rule(rig.facts(), rig);
    List<Query> queries = new QueryPlan(rig.facts(), rig.params(), SEED).queries(extent.queries());
    outcomes.addAll(new Comparison(rig, rule).of(queries));
  }

  @TestFactory
  Stream<DynamicTest> what_once_was_different() {
    return KnownCases.all().entrySet().stream()
        .map(known -> DynamicTest.dynamicTest(known.getKey(), () -> ask(known.getValue())));
  }

  private void ask(Query query) {
    assertThat(new Comparison(rig, rule).of(List.of(query))).allMatch(Outcome::equal);
  }

  @AfterAll
  void end() {
    if (rig != null) {
      rig.close();
    }
  }

  @Test
  void both_servers_find_the_same() {
    List<Outcome> broken = outcomes.stream().filter(outcome -> !outcome.equal()).toList();
    System.out.printf(
        "differential search on %s, seed %d: queries: %d equal, %d differ%n",
        database, SEED, outcomes.size() - broken.size(), broken.size());
    broken.stream().limit(SHOWN).forEach(System.out::println);

    assertThat(broken).isEmpty();
    assertThat(outcomes).hasSize(extent.queries());
  }

  @Test
  void most_queries_find_something_and_every_kind_of_condition_is_asked() {
    assertThat(outcomes.stream().filter(SearchDifferential::finds).count())
        .isGreaterThan(extent.queries() / 3);
    assertThat(outcomes.stream().flatMap(outcome -> outcome.query().clauses().stream()))
        .extracting(Clause::kind)
        .containsAll(extent.kinds());
    assertThat(rig.facts().sensitiveOnes()).isGreaterThan(SENSITIVE);
  }

  // --- what this test is worth: each of these answers must be found wrong

  @Test
  void a_hit_that_is_left_out_is_noticed() {
    assertThat(found())
        .isNotEmpty()
        .allSatisfy(
            outcome -> {
              List<String> ids = new ArrayList<>(outcome.sealed().ids());
              ids.removeAll(Set.of(rule.expected(outcome.query(), outcome.plain()).first()));
              assertThat(judged(outcome, ids)).isPresent();
            });
  }

  @Test
  void a_hit_too_much_is_noticed() {
    assertThat(found().stream().filter(outcome -> !outcome.query().has(Kind.RESULT)))
        .isNotEmpty()
        .allSatisfy(
            outcome -> {
              List<String> ids = new ArrayList<>(outcome.sealed().ids());
              ids.add(rig.stranger(outcome.query()));
              assertThat(judged(outcome, ids)).isPresent();
            });
  }

  @Test
  void an_answer_instead_of_a_refusal_is_noticed() {
    assertThat(outcomes.stream().filter(outcome -> !outcome.query().refusal().isEmpty()))
        .isNotEmpty()
        .allSatisfy(outcome -> assertThat(judged(outcome, List.of())).isPresent());
  }

  @Test
  void a_sensitive_resource_that_is_taken_for_a_normal_one_is_noticed() {
    Rule credulous = rule.believing(id -> false);

    assertThat(outcomes)
        .anyMatch(
            outcome ->
                credulous.broken(outcome.query(), outcome.plain(), outcome.sealed()).isPresent());
  }

  private Optional<String> judged(Outcome outcome, List<String> ids) {
    Answer altered = new Answer(Answer.OK, ids, "", outcome.sealed().total(), true);
    return rule.broken(outcome.query(), outcome.plain(), altered);
  }

  private List<Outcome> found() {
    return outcomes.stream()
        .filter(outcome -> outcome.query().refusal().isEmpty() && outcome.plain().found())
        .filter(outcome -> !rule.expected(outcome.query(), outcome.plain()).isEmpty())
        .toList();
  }

  private static boolean finds(Outcome outcome) {
    return outcome.sealed().found() && !outcome.sealed().ids().isEmpty();
  }
}
