// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.consent.TestConsents.X;
import static org.fhirpre.consent.TestConsents.Y;
import static org.fhirpre.consent.TestConsents.actor;
import static org.fhirpre.consent.TestConsents.based;
import static org.fhirpre.consent.TestConsents.dataPeriod;
import static org.fhirpre.consent.TestConsents.deny;
import static org.fhirpre.consent.TestConsents.label;
import static org.fhirpre.consent.TestConsents.nested;
import static org.fhirpre.consent.TestConsents.period;
import static org.fhirpre.consent.TestConsents.permit;
import static org.fhirpre.consent.TestConsents.purpose;
import static org.fhirpre.consent.TestConsents.typed;
import static org.fhirpre.consent.TestConsents.untyped;

import org.hl7.fhir.r4.model.Consent;
import org.junit.jupiter.api.Test;

/** The worked cases of {@code docs/consent.md}, one test for each group; numbers are its rows. */
class WorkedCasesTest {
  private static final String TPO = purpose("TREAT", "HPAYMT", "HOPERAT");
  private static final String GROUP = "Group/g";
  private static final Consent BASIC = typed(permit(TPO));
  private static final Consent FOCUSED_PSY =
      typed(permit(TPO, label("N"), nested(permit(label("PSY"), actor(X)))));
  private static final Consent BREAK_GLASS =
      typed(permit(TPO, label("N"), nested(permit(label("R"), purpose("BTG"), actor(GROUP)))));

  @Test
  void a_permit_for_treatment_covers_neither_research_nor_emergency() {
    assertThat(Scene.under(BASIC).decision()).as("1").isEqualTo("permit");
    assertThat(Scene.under(BASIC).forPurpose("HRESCH").decision()).as("2").isEqualTo("deny");
    assertThat(Scene.under(BASIC).forPurpose("ETREAT").decision()).as("3").isEqualTo("deny");
  }

  @Test
  void a_permit_on_normal_does_not_reach_restricted() {
    Consent normal = typed(permit(TPO, label("N")));
    assertThat(Scene.under(normal).labelled("R").decision()).as("4").isEqualTo("deny");
  }

  @Test
  void a_nested_label_replaces_that_of_the_root_and_every_facet_needs_a_permit() {
    assertThat(Scene.under(FOCUSED_PSY).by(X).decision()).as("5").isEqualTo("permit");
    assertThat(Scene.under(FOCUSED_PSY).by(X).labelled("R", "PSY").decision())
        .as("6")
        .isEqualTo("permit");
    assertThat(Scene.under(FOCUSED_PSY).by(X).labelled("R", "PSY", "HIV").decision())
        .as("7")
        .isEqualTo("deny");
    assertThat(Scene.under(FOCUSED_PSY).by(Y).labelled("R", "PSY").decision())
        .as("8")
        .isEqualTo("deny");
  }

  @Test
  void breaking_the_glass_must_be_the_purpose() {
    Scene member = Scene.under(BREAK_GLASS).by(X, GROUP).labelled("R");
    assertThat(member.forPurpose("BTG").decision()).as("9").isEqualTo("permit");
    assertThat(member.forPurpose("TREAT").decision()).as("10").isEqualTo("deny");
    Consent dissent = typed(deny(nested(permit(purpose("BTG"), actor(GROUP)))));
    assertThat(Scene.under(dissent).by(GROUP).forPurpose("BTG").decision())
        .as("11")
        .isEqualTo("permit");
  }

  @Test
  void the_undated_is_denied_and_a_permit_needs_the_whole_range_inside() {
    Consent not2022 = typed(permit(TPO, nested(deny(dataPeriod("2022", "2022")))));
    assertThat(Scene.under(not2022).decision()).as("12").isEqualTo("deny");
    assertThat(Scene.under(not2022).dated("2021", "2021").decision()).isEqualTo("permit");
    Consent only2022 = typed(permit(TPO, dataPeriod("2022", "2022")));
    assertThat(Scene.under(only2022).dated("2021-12-20", "2022-01-05").decision())
        .as("13")
        .isEqualTo("deny");
    assertThat(Scene.under(only2022).dated("2022-12-31", "2022-12-31").decision())
        .isEqualTo("permit");
  }

  @Test
  void an_exception_to_the_base_is_its_opposite_unless_typed() {
    String f001 = "Organization/f001";
    Consent notOrg = based("OPTIN", deny(actor(f001)));
    assertThat(Scene.under(notOrg).by(f001).decision()).as("14").isEqualTo("deny");
    assertThat(Scene.under(notOrg).by(Y).decision()).as("14").isEqualTo("permit");
    Consent notThem = based("OPTIN", untyped(actor(X)));
    assertThat(Scene.under(notThem).by(X).decision()).as("15").isEqualTo("deny");
    assertThat(Scene.under(notThem).by(Y).decision()).as("15").isEqualTo("permit");
    Consent grantor = based("OPTOUT", untyped(actor(X)));
    assertThat(Scene.under(grantor).by(X).decision()).as("16").isEqualTo("permit");
    assertThat(Scene.under(grantor).by(Y).decision()).as("16").isEqualTo("deny");
  }

  @Test
  void a_conditioned_permit_under_opt_in_means_only_this() {
    Consent narrowed = based("OPTIN", permit(actor(X)));
    assertThat(Scene.under(narrowed).by(Y).decision()).as("18").isEqualTo("deny");
    Consent withDeny = based("OPTIN", permit(actor(X), nested(deny(label("R")))));
    assertThat(Scene.under(withDeny).by(X).labelled("R").decision()).as("19").isEqualTo("deny");
    assertThat(Scene.under(withDeny).by(X).decision()).as("19").isEqualTo("permit");
  }

  @Test
  void an_opt_out_vetoes_other_consents_and_a_typed_root_abstains() {
    Consent forX = typed(permit(actor(X)));
    Consent optOut = based("OPTOUT", permit(actor(Y)));
    assertThat(Scene.under(forX, optOut).by(X).decision()).as("20").isEqualTo("deny");
    assertThat(Scene.under(forX, typed(permit(actor(Y)))).by(X).decision())
        .as("21")
        .isEqualTo("permit");
  }

  @Test
  void facets_are_decided_one_by_one_across_consents() {
    Scene notHiv = Scene.under(typed(permit(purpose("TREAT"))), typed(deny(label("HIV"))));
    assertThat(notHiv.labelled("R", "HIV", "PSY").decision()).as("22").isEqualTo("deny");
    assertThat(notHiv.labelled("R", "PSY").decision()).isEqualTo("permit");
    Scene both =
        Scene.under(typed(permit(label("HIV"), actor(X))), typed(permit(label("PSY"), actor(X))));
    assertThat(both.by(X).labelled("R", "HIV", "PSY").decision()).as("23").isEqualTo("permit");
  }

  @Test
  void every_named_patient_must_permit() {
    Scene mother = Scene.under(typed(permit(actor(X)))).by(X).naming("Patient/child");
    assertThat(mother.decision()).as("24").isEqualTo("deny");
    assertThat(mother.decide())
        .isInstanceOfSatisfying(
            ConsentDecision.Deny.class,
            deny -> assertThat(deny.reason()).isEqualTo(ConsentDecision.Deny.Reason.OTHER_PATIENT));
  }

  @Test
  void deeper_provisions_win_and_equals_deny() {
    String inState =
        "\"extension\":[{\"url\":\""
            + KnownExtensions.LOCATION
            + "\",\"valueReference\":{\"reference\":\"Location/ca\"}}]";
    String deny2014 = nested(deny(dataPeriod("2014", "2014")));
    Consent three = typed(permit(TPO, nested(deny(label("ABORTION"), nested(permit(inState))))));
    Consent siblings = typed(permit(TPO, nested(deny(label("ABORTION")), permit(inState))));
    Consent four =
        typed(permit(TPO, nested(deny(label("ABORTION"), nested(permit(inState, deny2014))))));
    assertThat(abortion(three).from("Location/ca").decision()).as("25").isEqualTo("permit");
    assertThat(abortion(three).from("Location/elsewhere").decision()).as("25").isEqualTo("deny");
    assertThat(abortion(siblings).from("Location/ca").decision()).as("26").isEqualTo("deny");
    assertThat(abortion(four).from("Location/ca").dated("2014", "2014").decision())
        .as("27")
        .isEqualTo("deny");
  }

  @Test
  void a_nested_period_limits_its_provision_only() {
    Consent consent =
        typed(
            permit(
                actor(X),
                period("2026-01-01", "2026-06-30"),
                nested(deny(period("2026-05-01", "2026-05-10"), actor(X)))));
    assertThat(Scene.under(consent).by(X).at("2026-05-05").decision()).as("28").isEqualTo("deny");
    assertThat(Scene.under(consent).by(X).at("2026-05-11").decision()).as("28").isEqualTo("permit");
    assertThat(Scene.under(consent).by(X).at("2026-07-01").decision()).isEqualTo("deny");
  }

  @Test
  void a_deny_on_a_purpose_covers_emergency_too() {
    Scene scene = Scene.under(typed(deny(purpose("TREAT"))), typed(permit(actor(X)))).by(X);
    assertThat(scene.forPurpose("BTG").decision()).as("29").isEqualTo("deny");
    assertThat(scene.forPurpose("HRESCH").decision()).isEqualTo("permit");
  }

  private static Scene abortion(Consent consent) {
    return new Scene().knowing(KnownExtensions.LOCATION).and(consent).labelled("R", "ABORTION");
  }
}
