// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.consent.TestConsents.NOW;
import static org.fhirpre.consent.TestConsents.X;
import static org.fhirpre.consent.TestConsents.action;
import static org.fhirpre.consent.TestConsents.actor;
import static org.fhirpre.consent.TestConsents.actorAs;
import static org.fhirpre.consent.TestConsents.based;
import static org.fhirpre.consent.TestConsents.data;
import static org.fhirpre.consent.TestConsents.deny;
import static org.fhirpre.consent.TestConsents.extension;
import static org.fhirpre.consent.TestConsents.json;
import static org.fhirpre.consent.TestConsents.label;
import static org.fhirpre.consent.TestConsents.nested;
import static org.fhirpre.consent.TestConsents.parse;
import static org.fhirpre.consent.TestConsents.period;
import static org.fhirpre.consent.TestConsents.permit;
import static org.fhirpre.consent.TestConsents.purpose;
import static org.fhirpre.consent.TestConsents.typed;
import static org.fhirpre.consent.TestConsents.untyped;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.fhirpre.consent.MappingOutcome.Inert.Reason;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConsentMapperTest {
  private static final ConsentMapper MAPPER = new ConsentMapper(MapperConfig.defaults());
  private static final String EXTENSION = "http://example.org/unknown";
  private static final String MODIFIER =
      extension(EXTENSION).replace("extension", "modifierExtension");

  static Stream<Arguments> refused() {
    String manyActors =
        actor(
            Stream.iterate(0, i -> i + 1)
                .limit(26)
                .map(i -> "Practitioner/" + i)
                .toArray(String[]::new));
    String four = permit(purpose("TREAT"), nested(permit(purpose("TREAT"))));
    String five =
        permit(actor(X), nested(permit(label("N"), nested(permit(label("N"), nested(four))))));
    return Stream.of(
        refused(FindingCode.MISSING_PATIENT, without(typed(permit(actor(X))), "patient")),
        refused(
            FindingCode.UNRESOLVABLE_PATIENT,
            parse(json("c", "", permit(actor(X))).replace("Patient/p", "Patient/unknown"))),
        refused(FindingCode.MISSING_SCOPE, without(typed(permit(actor(X))), "scope")),
        refused(FindingCode.MISSING_TYPE, typed(permit(actor(X), nested(untyped(label("R")))))),
        refused(FindingCode.UNKNOWN_POLICY_RULE, typed(untyped(actor(X)))),
        refused(FindingCode.UNKNOWN_POLICY_RULE, typed("")),
        refused(FindingCode.TOO_DEEP, typed(five)),
        refused(
            FindingCode.UNKNOWN_EXTENSION_ON_PERMIT, typed(permit(actor(X), extension(EXTENSION)))),
        refused(
            FindingCode.UNKNOWN_EXTENSION_ON_PERMIT,
            typed(deny(extension(EXTENSION), nested(permit(actor(X)))))),
        refused(FindingCode.UNKNOWN_MODIFIER, typed(deny(actor(X), MODIFIER))),
        refused(FindingCode.UNKNOWN_MODIFIER, parse(json("c", MODIFIER + ",", permit(actor(X))))),
        refused(
            FindingCode.UNSUPPORTED_LABEL,
            typed(permit(actor(X), label("PSY").replace("PSY", "DEMO")))),
        refused(
            FindingCode.UNSUPPORTED_CLASS,
            typed(
                permit(
                    actor(X),
                    "\"class\":[{\"system\":\"urn:ietf:bcp:13\",\"code\":\"text/html\"}]"))),
        refused(
            FindingCode.UNSUPPORTED_CODE,
            typed(permit(actor(X), "\"code\":[{\"text\":\"blood pressure\"}]"))),
        refused(
            FindingCode.UNSUPPORTED_PURPOSE,
            typed(permit(actor(X), "\"purpose\":[{\"code\":\"TREAT\"}]"))),
        refused(FindingCode.UNSUPPORTED_ACTION, typed(permit(actor(X), action("sell")))),
        refused(FindingCode.UNSUPPORTED_ROLE, typed(permit(actorAs("AUT", X)))),
        refused(FindingCode.UNRESOLVABLE_ACTOR, typed(permit(actor("Practitioner/unknown")))),
        refused(
            FindingCode.UNRESOLVABLE_DATA,
            typed(permit(actor(X), data("instance", "Observation/unknown")))),
        refused(FindingCode.LIMIT_EXCEEDED, typed(permit(manyActors))));
  }

  private static Arguments refused(FindingCode code, Consent consent) {
    return Arguments.of(code, consent);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void what_is_not_understood_is_refused_with_its_code(FindingCode code, Consent consent) {
    TestDirectory directory =
        new TestDirectory()
            .without("Patient/unknown")
            .without("Practitioner/unknown")
            .without("Observation/unknown");
    MappingOutcome outcome = MAPPER.map(consent, directory, NOW);
    assertThat(outcome).isInstanceOf(MappingOutcome.Rejected.class);
    assertThat(errors(outcome)).containsExactly(code);
  }

  static Stream<Arguments> ambiguous() {
    return Stream.of(
        Arguments.of("both bases", bothBases()),
        Arguments.of("restrictions announced, none stated", based("OPTINR", "")),
        Arguments.of("opt-out with a bare permit", based("OPTOUT", permit())),
        Arguments.of("opt-in with a bare deny", based("OPTIN", deny())),
        Arguments.of("a custodian is the only content", based("OPTIN", untyped(actorAs("CST", X)))),
        Arguments.of("exception not understood", based("OPTIN", untyped(extension(EXTENSION)))),
        Arguments.of("a deny under a deny", typed(deny(nested(deny(label("R")))))),
        Arguments.of("a nested permit that cancels", typed(deny(nested(permit())))),
        Arguments.of("ends before it starts", typed(permit(actor(X), period("2027", "2026")))),
        Arguments.of("policy of denial with a permit", policyDeny()),
        Arguments.of("opt-in to research for everything", research(based("OPTIN", ""))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ambiguous")
  void what_can_be_read_in_two_ways_is_refused(String name, Consent consent) {
    MappingOutcome outcome = MAPPER.map(consent, new TestDirectory(), NOW);
    assertThat(outcome.kind()).as(name).isEqualTo(MappingOutcome.Kind.REJECTED);
    assertThat(errors(outcome)).contains(FindingCode.CONSENT_AMBIGUOUS);
  }

  static Stream<Arguments> remarked() {
    return Stream.of(
        Arguments.of(FindingCode.NARROWED, based("OPTIN", permit(actor(X)))),
        Arguments.of(
            FindingCode.EXACT_PURPOSE,
            typed(permit(actor(X), purpose("TREAT").replace("TREAT", "Z")))),
        Arguments.of(
            FindingCode.UNKNOWN_CATEGORY,
            parse(json("c", "", permit(actor(X))).replace("59284-0", "1-8"))),
        Arguments.of(
            FindingCode.EXTENSION_IGNORED,
            parse(json("c", extension(EXTENSION) + ",", permit(actor(X))))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("remarked")
  void what_is_read_in_a_certain_way_is_said(FindingCode code, Consent consent) {
    MappingOutcome outcome = MAPPER.map(consent, new TestDirectory(), NOW);
    assertThat(outcome.kind()).isEqualTo(MappingOutcome.Kind.ENFORCEABLE);
    assertThat(outcome.findings()).extracting(Finding::code).containsExactly(code);
  }

  @Test
  void a_draft_opens_and_forbids_nothing() {
    Consent draft = typed(permit(actor(X))).setStatus(ConsentState.DRAFT);
    assertThat(inert(MAPPER, draft)).isEqualTo(Reason.NOT_ACTIVE);
  }

  @Test
  void an_ended_consent_is_not_mapped_so_it_cannot_be_refused() {
    Consent ended = typed(untyped(period("2020", "2021"), nested(untyped())));
    assertThat(inert(MAPPER, ended)).isEqualTo(Reason.PERIOD_ENDED);
    Consent today = typed(permit(actor(X), period("2020", "2026-05-05")));
    assertThat(MAPPER.map(today, new TestDirectory(), NOW).kind())
        .as("the last day counts")
        .isEqualTo(MappingOutcome.Kind.ENFORCEABLE);
  }

  @Test
  void other_scopes_and_other_custodians_have_no_effect() {
    Consent treatment =
        parse(json("c", "", permit(actor(X))).replace("patient-privacy", "treatment"));
    assertThat(inert(MAPPER, treatment)).isEqualTo(Reason.SCOPE);
    MapperConfig here = new MapperConfig(ZoneOffset.UTC, Set.of("Organization/here"), Set.of());
    ConsentMapper mapper = new ConsentMapper(here);
    Consent there =
        parse(
            json(
                "c",
                "\"organization\":[{\"reference\":\"Organization/there\"}],",
                permit(actor(X))));
    assertThat(inert(mapper, there)).isEqualTo(Reason.CUSTODIAN);
    assertThat(mapper.map(typed(permit(actor(X))), new TestDirectory(), NOW).kind())
        .as("names no custodian, so it is about every institution")
        .isEqualTo(MappingOutcome.Kind.ENFORCEABLE);
  }

  @Test
  void research_without_purpose_means_research() {
    Scene scene = Scene.under(research(typed(permit(actor(X))))).by(X);
    assertThat(scene.forPurpose("HRESCH").decision()).isEqualTo("permit");
    assertThat(scene.forPurpose("TREAT").decision()).isEqualTo("deny");
  }

  @Test
  void a_role_that_is_no_recipients_counts_on_a_deny() {
    Consent consent = typed(permit(purpose("TREAT"), nested(deny(actorAs("AUT", X)))));
    assertThat(Scene.under(consent).by(X).decision()).isEqualTo("deny");
  }

  @Test
  void an_unknown_extension_on_a_deny_widens_it() {
    Consent consent = typed(permit(actor(X), nested(deny(label("PSY"), extension(EXTENSION)))));
    assertThat(Scene.under(consent).by(X).labelled("R", "PSY").decision()).isEqualTo("deny");
  }

  @Test
  void a_declared_extension_without_its_value_is_unknown() {
    MapperConfig config =
        new MapperConfig(ZoneOffset.UTC, Set.of(), Set.of(KnownExtensions.LOCATION, EXTENSION));
    ConsentMapper mapper = new ConsentMapper(config);
    for (String url : List.of(KnownExtensions.LOCATION, EXTENSION)) {
      MappingOutcome outcome =
          mapper.map(typed(permit(actor(X), extension(url))), new TestDirectory(), NOW);
      assertThat(errors(outcome)).containsExactly(FindingCode.UNKNOWN_EXTENSION_ON_PERMIT);
    }
  }

  @Test
  void a_logical_reference_resolves_through_the_directory() {
    String byIdentifier =
        actor(X)
            .replace(
                "\"reference\":\"" + X + "\"", "\"identifier\":{\"system\":\"s\",\"value\":\"v\"}");
    Consent consent = typed(permit(byIdentifier));
    assertThat(errors(MAPPER.map(consent, new TestDirectory(), NOW)))
        .containsExactly(FindingCode.UNRESOLVABLE_ACTOR);
    MappingOutcome outcome = MAPPER.map(consent, new TestDirectory().knowing("s|v", X), NOW);
    assertThat(((MappingOutcome.Enforceable) outcome).consent().nodes().get(0).when().actors())
        .containsExactly(X);
  }

  @Test
  void all_findings_are_reported_not_only_the_first() {
    Consent consent = typed(permit(actorAs("AUT", X), action("sell"), nested(untyped())));
    assertThat(errors(MAPPER.map(consent, new TestDirectory(), NOW)))
        .containsExactlyInAnyOrder(
            FindingCode.UNSUPPORTED_ACTION, FindingCode.UNSUPPORTED_ROLE, FindingCode.MISSING_TYPE);
  }

  @Test
  void a_refused_consent_says_whether_it_forbids() {
    MappingOutcome bareOptOut = MAPPER.map(based("OPTOUT", permit()), new TestDirectory(), NOW);
    assertThat(((MappingOutcome.Rejected) bareOptOut).forbids()).isTrue();
    MappingOutcome permitOnly =
        MAPPER.map(typed(permit(actorAs("AUT", X))), new TestDirectory(), NOW);
    assertThat(((MappingOutcome.Rejected) permitOnly).forbids()).isFalse();
  }

  @Test
  void normalising_is_idempotent_under_re_serialisation() {
    Consent consent = typed(permit(actor(X), label("N"), nested(deny(label("PSY")))));
    Consent again = parse(TestConsents.FHIR.newJsonParser().encodeResourceToString(consent));
    assertThat(MAPPER.map(again, new TestDirectory(), NOW))
        .isEqualTo(MAPPER.map(consent, new TestDirectory(), NOW));
  }

  private static Consent bothBases() {
    Consent consent = based("OPTIN", permit(actor(X)));
    consent.getPolicyRule().addCoding(based("OPTOUT", "").getPolicyRule().getCodingFirstRep());
    return consent;
  }

  private static Consent policyDeny() {
    return parse(
        json(
            "c",
            "\"policy\":[{\"uri\":\"https://profiles.ihe.net/ITI/PCF/Policy-deny\"}],",
            permit(actor(X))));
  }

  private static Consent research(Consent consent) {
    consent.getScope().getCodingFirstRep().setCode("research");
    return consent;
  }

  private static Consent without(Consent consent, String element) {
    if (element.equals("patient")) {
      return consent.setPatient(null);
    }
    return consent.setScope(null);
  }

  private static Reason inert(ConsentMapper mapper, Consent consent) {
    return ((MappingOutcome.Inert) mapper.map(consent, new TestDirectory(), NOW)).reason();
  }

  private static List<FindingCode> errors(MappingOutcome outcome) {
    return outcome.findings().stream().filter(Finding::error).map(Finding::code).toList();
  }
}
