// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.fhirpre.interceptor.index.DateScale;
import org.fhirpre.interceptor.index.FixedIndexKeys;
import org.fhirpre.interceptor.index.Scope;
import org.fhirpre.interceptor.index.Slot;
import org.fhirpre.interceptor.index.TokenKeys;
import org.fhirpre.interceptor.index.Tokens;
import org.junit.jupiter.api.Test;

class SearchScopeTest {
  private static final SearchScope SCOPE =
      new SearchScope(
          "Observation", () -> Set.of("p"), SearchScope.Reach.ALL, Set.of("a|b", "ge2020"));
  private final SearchScopes scopes = new SearchScopes();
  private final BlindQueries queries =
      new BlindQueries(
          new Tokens(new TokenKeys(new FixedIndexKeys(List.of(2, 1), "t"), InstantSource.system())),
          new DateScale(ZoneOffset.UTC),
          scopes);

  @Test
  void patients_are_asked_for_the_searchs_own_values_only() {
    assertThat(SCOPE.patientsFor("Observation", "a|b")).containsExactly("p");
    assertThat(SCOPE.patientsFor("Observation", "c")).isEmpty();
    assertThat(SCOPE.patientsFor("Condition", "a|b")).isEmpty();
  }

  @Test
  void a_scope_ends_with_its_call_and_gives_way_to_an_inner_one() {
    SearchScope inner = new SearchScope("Patient", Set::of, SearchScope.Reach.ALL, Set.of());
    scopes.within(
        SCOPE,
        () -> {
          assertThat(scopes.<SearchScope>within(inner, scopes::current)).isSameAs(inner);
          return assertThat(scopes.current()).isSameAs(SCOPE);
        });
    assertThat(scopes.current()).isSameAs(SearchScope.NONE);
  }

  @Test
  void a_scope_ends_with_a_failing_call_too() {
    assertThatThrownBy(
            () ->
                scopes.within(
                    SCOPE,
                    () -> {
                      throw new IllegalStateException("failed");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(scopes.current()).isSameAs(SearchScope.NONE);
  }

  @Test
  void without_context_the_tenant_and_the_deployment_are_asked_in_every_epoch() {
    assertThat(queries.slots("Observation", "code", "a|b"))
        .containsExactly(
            new Slot(2, Scope.TENANT, "Observation", "code"),
            new Slot(2, Scope.DEPLOYMENT, "Observation", "code"),
            new Slot(1, Scope.TENANT, "Observation", "code"),
            new Slot(1, Scope.DEPLOYMENT, "Observation", "code"));
  }

  @Test
  void with_context_the_patient_is_asked_too() {
    List<Slot> slots = scopes.within(SCOPE, () -> queries.slots("Observation", "code", "a|b"));
    assertThat(slots).hasSize(6).contains(new Slot(1, Scope.patient("p"), "Observation", "code"));
  }

  @Test
  void patients_identifiers_and_server_sealed_types_are_asked_under_tenant_keys() {
    for (Slot slot :
        scopes.within(
            SCOPE,
            () ->
                List.of(
                    queries.slots("Patient", "family", "a|b").get(0),
                    queries.slots("Observation", "identifier", "a|b").get(0)))) {
      assertThat(slot.scope()).isEqualTo(Scope.TENANT);
    }
    assertThat(queries.slots("Patient", "family", "x")).hasSize(2);
    assertThat(queries.slots("Observation", "identifier", "x")).hasSize(2);
    assertThat(queries.slots("AuditEvent", "agent-name", "x")).hasSize(2);
  }

  @Test
  void what_must_name_a_patient_is_not_looked_for_among_the_deployments_own() {
    SearchScope ofPatients =
        new SearchScope(
            "Observation", () -> Set.of("p"), SearchScope.Reach.OF_PATIENTS, Set.of("a"));

    assertThat(scopes.within(ofPatients, () -> queries.slots("Observation", "code", "a")))
        .extracting(Slot::scope)
        .containsOnly(Scope.TENANT, Scope.patient("p"));
    assertThat(scopes.within(ofPatients, () -> queries.slots("Observation", "code", "b")))
        .extracting(Slot::scope)
        .containsOnly(Scope.TENANT, Scope.DEPLOYMENT);
  }

  @Test
  void the_patients_are_not_looked_up_unless_a_value_is_asked() {
    AtomicInteger lookups = new AtomicInteger();
    SearchScope lazy =
        new SearchScope(
            "Observation",
            () -> {
              lookups.incrementAndGet();
              return Set.of("p");
            },
            SearchScope.Reach.ALL,
            Set.of("a"));
    scopes.within(lazy, () -> queries.slots("Observation", "identifier", "a"));
    assertThat(lookups).hasValue(0);
  }
}
