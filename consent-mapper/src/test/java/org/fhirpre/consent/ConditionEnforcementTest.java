// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.consent.TestConsents.NOW;
import static org.fhirpre.consent.TestConsents.PATIENT;
import static org.fhirpre.consent.TestConsents.X;
import static org.fhirpre.consent.TestConsents.action;
import static org.fhirpre.consent.TestConsents.actor;
import static org.fhirpre.consent.TestConsents.classes;
import static org.fhirpre.consent.TestConsents.code;
import static org.fhirpre.consent.TestConsents.data;
import static org.fhirpre.consent.TestConsents.dataPeriod;
import static org.fhirpre.consent.TestConsents.deny;
import static org.fhirpre.consent.TestConsents.label;
import static org.fhirpre.consent.TestConsents.period;
import static org.fhirpre.consent.TestConsents.permit;
import static org.fhirpre.consent.TestConsents.purpose;
import static org.fhirpre.consent.TestConsents.typed;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.ResourceTypes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every element of a provision says in the plan whether keys or policy enforce it. */
class ConditionEnforcementTest {

  static Stream<Arguments> on_a_permit() {
    String[] diagnostics = ResourceTypes.in(ClassGroup.DIAGNOSTICS).toArray(String[]::new);
    return Stream.of(
        arguments(actor(X), "actor crypto"),
        arguments(actor("Patient/friend"), "actor crypto"),
        arguments(actor("RelatedPerson/r"), "actor crypto"),
        arguments(actor("Device/d"), "actor crypto"),
        arguments(actor("Organization/o"), "actor crypto+policy"),
        arguments(actor("Group/g"), "actor crypto+policy"),
        arguments(actor("CareTeam/t"), "actor crypto+policy"),
        arguments(actor("PractitionerRole/r"), "actor crypto+policy"),
        arguments(actor(X, "Organization/o"), "actor crypto+policy"),
        arguments(period("2026", "2027"), "period crypto+policy"),
        arguments(action("access"), "action policy"),
        arguments(label("PSY"), "label crypto"),
        arguments(label("N"), "label crypto+policy"),
        arguments(label("R"), "label crypto+policy"),
        arguments(label("N", "PSY"), "label crypto+policy"),
        arguments(purpose("TREAT"), "purpose policy"),
        arguments(purpose("BTG"), "purpose crypto+policy"),
        arguments(purpose("ETREAT"), "purpose crypto+policy"),
        arguments(purpose("TREAT", "BTG"), "purpose policy"),
        arguments(classes(diagnostics), "class crypto"),
        arguments(classes("Observation"), "class crypto+policy"),
        arguments(code("8867-4"), "code policy"),
        arguments(dataPeriod("2022", "2022"), "data-period policy"),
        arguments(data("instance", "Observation/o"), "data crypto+policy"),
        arguments(data("related", "Observation/o"), "data policy"),
        arguments(data("dependents", "Observation/o"), "data policy"),
        arguments(data("authoredby", X), "data policy"));
  }

  @ParameterizedTest
  @MethodSource("on_a_permit")
  void on_a_permit(String condition, String enforcement) {
    assertThat(conditions(permit(condition))).containsExactly(enforcement);
  }

  static Stream<Arguments> on_a_deny() {
    return Stream.of(
        arguments(List.of(actor(X)), List.of("actor crypto")),
        arguments(List.of(label("PSY")), List.of("label crypto")),
        arguments(List.of(classes("Observation")), List.of("class crypto+policy")),
        arguments(List.of(data("instance", "Observation/o")), List.of("data policy")),
        arguments(List.of(purpose("BTG")), List.of("purpose policy")),
        arguments(List.of(actor(X), purpose("HRESCH")), List.of("actor policy", "purpose policy")));
  }

  @ParameterizedTest
  @MethodSource("on_a_deny")
  void a_deny_is_held_by_keys_only_if_all_its_conditions_are(
      List<String> conditions, List<String> enforcement) {
    assertThat(conditions(deny(conditions.toArray(String[]::new)))).isEqualTo(enforcement);
  }

  private static List<String> conditions(String root) {
    NormalConsent consent = RandomConsents.map(typed(root)).orElseThrow();
    return GrantPlanner.plan(PATIENT, List.of(consent), List.of(), new TestDirectory(), NOW)
        .conditions()
        .stream()
        .map(report -> report.dimension().code() + " " + report.enforcement().code())
        .toList();
  }
}
