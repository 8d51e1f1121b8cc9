// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.consent.TestConsents.X;
import static org.fhirpre.consent.TestConsents.Y;
import static org.fhirpre.consent.TestConsents.action;
import static org.fhirpre.consent.TestConsents.actor;
import static org.fhirpre.consent.TestConsents.based;
import static org.fhirpre.consent.TestConsents.classes;
import static org.fhirpre.consent.TestConsents.code;
import static org.fhirpre.consent.TestConsents.data;
import static org.fhirpre.consent.TestConsents.deny;
import static org.fhirpre.consent.TestConsents.label;
import static org.fhirpre.consent.TestConsents.nested;
import static org.fhirpre.consent.TestConsents.permit;
import static org.fhirpre.consent.TestConsents.purpose;
import static org.fhirpre.consent.TestConsents.typed;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.consent.ConsentDecision.Deny.Reason;
import org.fhirpre.terminology.Labels;
import org.hl7.fhir.r4.model.Consent;
import org.junit.jupiter.api.Test;

/** Chosen semantics that no published decision tests. */
class RuleDetailsTest {

  @Test
  void the_patient_needs_no_consent_for_the_own_record() {
    assertThat(new Scene().by(TestConsents.PATIENT).decision()).isEqualTo("permit");
  }

  @Test
  void without_any_consent_everybody_else_is_denied() {
    assertThat(reason(new Scene().by(X))).isEqualTo(Reason.NO_CONSENT);
  }

  @Test
  void a_rejected_consent_that_forbids_blocks_all_but_the_patient() {
    Scene scene = Scene.under(typed(permit(actor(X)))).by(X);
    assertThat(((ConsentDecision.Deny) scene.decide(Set.of(TestConsents.PATIENT))).reason())
        .isEqualTo(Reason.BLOCKED_BY_REJECTED_CONSENT);
    assertThat(scene.by(TestConsents.PATIENT).decide(Set.of(TestConsents.PATIENT)).permitted())
        .isTrue();
  }

  @Test
  void the_reason_tells_a_deny_rule_from_an_opt_out_and_a_missing_permit() {
    Consent forX = typed(permit(actor(X), label("N"), nested(deny(label("PSY")))));
    assertThat(reason(Scene.under(forX).by(X).labelled("R", "PSY"))).isEqualTo(Reason.DENY_RULE);
    assertThat(reason(Scene.under(forX).by(X).labelled("R", "HIV")))
        .isEqualTo(Reason.FACET_NOT_COVERED);
    assertThat(reason(Scene.under(forX, based("OPTOUT", "")).by(X))).isEqualTo(Reason.OPT_OUT);
  }

  @Test
  void because_names_the_node_that_decided() {
    Consent consent = typed(permit(actor(X), nested(deny(label("PSY")))));
    assertThat(Scene.under(consent).by(X).labelled("R", "PSY").decide().because())
        .singleElement()
        .satisfies(
            because -> {
              assertThat(because.nodePath()).contains("Consent.provision.provision[0]");
              assertThat(because.vote()).isEqualTo(Vote.DENY);
            });
  }

  @Test
  void an_actor_of_the_parent_holds_below_unless_restated() {
    Consent consent = typed(permit(actor(X), label("N"), nested(permit(label("PSY")))));
    assertThat(Scene.under(consent).by(X).labelled("R", "PSY").decision()).isEqualTo("permit");
    assertThat(Scene.under(consent).by(Y).labelled("R", "PSY").decision()).isEqualTo("deny");
  }

  @Test
  void a_deny_on_restricted_covers_very_restricted() {
    Consent consent = typed(permit(actor(X), nested(deny(label("R")))));
    assertThat(Scene.under(consent).by(X).labelled("V").decision()).isEqualTo("deny");
    assertThat(Scene.under(consent).by(X).labelled("N").decision()).isEqualTo("permit");
  }

  @Test
  void a_label_covers_what_lies_below_it() {
    Consent consent = typed(permit(actor(X), nested(deny(label("ETH")))));
    assertThat(Scene.under(consent).by(X).labelled("R", "OPIOIDUD").decision()).isEqualTo("deny");
    Consent narrow = typed(permit(actor(X), label("OPIOIDUD")));
    assertThat(Scene.under(narrow).by(X).labelled("R", "SUD").decision()).isEqualTo("deny");
  }

  @Test
  void without_a_purpose_a_permit_on_one_fails_and_a_deny_on_one_holds() {
    assertThat(Scene.under(typed(permit(purpose("TREAT")))).forPurpose().decision())
        .isEqualTo("deny");
    Consent denied = typed(permit(actor(X), nested(deny(purpose("HRESCH")))));
    assertThat(Scene.under(denied).by(X).forPurpose().decision()).isEqualTo("deny");
  }

  @Test
  void of_several_purposes_all_must_be_permitted() {
    Scene scene = Scene.under(typed(permit(purpose("TREAT"))));
    assertThat(scene.forPurpose("TREAT", "COC").decision()).isEqualTo("permit");
    assertThat(scene.forPurpose("TREAT", "HMARKT").decision()).isEqualTo("deny");
  }

  @Test
  void classes_codes_authors_and_relations_are_conditions() {
    assertThat(Scene.under(typed(permit(classes("Condition")))).decision()).isEqualTo("deny");
    assertThat(Scene.under(typed(permit(classes("Condition")))).ofType("Condition").decision())
        .isEqualTo("permit");
    assertThat(Scene.under(typed(permit(code("718-7")))).decision()).isEqualTo("deny");
    assertThat(Scene.under(typed(permit(code("718-7")))).coded("718-7").decision())
        .isEqualTo("permit");
    assertThat(Scene.under(typed(permit(data("authoredby", X)))).writtenBy(X).decision())
        .isEqualTo("permit");
    Consent related = typed(permit(data("related", "Encounter/e")));
    assertThat(Scene.under(related).referringTo("Encounter/e").decision()).isEqualTo("permit");
    assertThat(Scene.under(related).decision()).isEqualTo("deny");
  }

  @Test
  void writes_are_only_taken_away_by_a_deny_that_names_them() {
    Consent noCorrections = typed(permit(actor(X), nested(deny(action("correct")))));
    assertThat(Scene.under(noCorrections).by(X).to(Action.CORRECT).decision()).isEqualTo("deny");
    assertThat(Scene.under(noCorrections).by(X).to(Action.COLLECT).decision()).isEqualTo("permit");
    assertThat(Scene.under(noCorrections).by(X).decision()).isEqualTo("permit");
    assertThat(Scene.under(based("OPTOUT", "")).by(X).to(Action.COLLECT).decision())
        .isEqualTo("permit");
  }

  @Test
  void an_action_of_writing_gives_no_reading() {
    assertThat(Scene.under(typed(permit(actor(X), action("collect")))).by(X).decision())
        .isEqualTo("deny");
    assertThat(Scene.under(typed(permit(actor(X), action("disclose")))).by(X).decision())
        .isEqualTo("permit");
  }

  @Test
  void a_resource_that_names_no_patient_is_not_for_consents_to_open() {
    ResourceAttributes nobody =
        new ResourceAttributes(
            "Device",
            "d",
            Set.of(),
            Labels.NORMAL,
            Optional.empty(),
            Set.of(),
            Set.of(),
            Set.of(),
            Optional.empty());
    AccessRequest request = new AccessRequest(X, Set.of(), Set.of(), Action.ACCESS, Set.of());
    assertThat(
            ConsentRule.decide(Map.of(), Set.of(), nobody, request, TestConsents.NOW).permitted())
        .isFalse();
  }

  private static Reason reason(Scene scene) {
    return ((ConsentDecision.Deny) scene.decide()).reason();
  }
}
