// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.fhirpre.terminology.CodeSystems;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Purposes;
import org.fhirpre.terminology.TerminologyPackage;
import org.fhirpre.terminology.Vocabulary;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;

/** What the package says is supported is what the mapper supports: no code more, no code less. */
class VocabularyTest {
  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final DefaultProfileValidationSupport HL7 =
      new DefaultProfileValidationSupport(FHIR);
  private static final Map<String, byte[]> PACKAGE = TerminologyPackage.files();
  private static final String ROLE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
  private static final String PARTICIPATION =
      "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

  @Test
  void actions() {
    same("consent-actions", label -> Action.of(label).isPresent(), Action.SYSTEM);
  }

  @Test
  void labels() {
    same(
        "security-labels",
        label -> Facet.ofLabel(label).isPresent(),
        CodeSystems.ACT_CODE,
        CodeSystems.CONFIDENTIALITY);
  }

  @Test
  void recipients_and_custodians() {
    same("recipient-roles", label -> role(label) == Roles.RECIPIENT, ROLE, PARTICIPATION);
    same("custodian-roles", label -> role(label) == Roles.CUSTODIAN, ROLE, PARTICIPATION);
  }

  @Test
  void bases() {
    same(
        "consent-bases-permit",
        label -> effect(label).equals(Optional.of(Effect.PERMIT)),
        CodeSystems.ACT_CODE);
    same(
        "consent-bases-deny",
        label -> effect(label).equals(Optional.of(Effect.DENY)),
        CodeSystems.ACT_CODE);
  }

  @Test
  void purposes_are_exactly_the_purpose_of_use_branch_of_act_reason() {
    CodeSystem reasons = hl7(CodeSystems.ACT_REASON);
    Set<String> branch = new TreeSet<>();
    walk(reasons.getConcept().stream(), false, branch);
    for (String code : codes(reasons)) {
      assertThat(Purposes.isKnown(new Label(CodeSystems.ACT_REASON, code)))
          .as(code)
          .isEqualTo(branch.contains(code));
    }
    assertThat(branch).hasSizeGreaterThan(50);
  }

  @Test
  void treatment_covers_what_lies_below_it_except_emergencies_which_must_be_named() {
    Label treat = new Label(CodeSystems.ACT_REASON, "TREAT");
    Set<String> covered = new TreeSet<>();
    Set<String> denied = new TreeSet<>();
    for (String code : codes(hl7(CodeSystems.ACT_REASON))) {
      Label purpose = new Label(CodeSystems.ACT_REASON, code);
      if (Purposes.permitCovers(treat, purpose)) {
        covered.add(code);
      }
      if (Purposes.denyCovers(treat, purpose)) {
        denied.add(code);
      }
    }
    assertThat(covered).containsExactly("CLINTRL", "COC", "POPHLTH", "TREAT");
    assertThat(denied)
        .containsExactly("BTG", "CLINTRL", "COC", "ERTREAT", "ETREAT", "POPHLTH", "TREAT");
  }

  @Test
  void code_systems_of_the_package_are_the_enums() {
    assertThat(Vocabulary.concepts("consent-dimension").keySet())
        .containsExactlyInAnyOrderElementsOf(codes(Dimension.values(), Dimension::code));
    assertThat(Vocabulary.concepts("enforcement").keySet())
        .containsExactlyInAnyOrderElementsOf(codes(Enforcement.values(), Enforcement::code));
    assertThat(Vocabulary.concepts("consent-decision-reason").keySet())
        .containsAll(
            codes(
                ConsentDecision.Deny.Reason.values(),
                reason -> reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')));
  }

  private static <T> Set<String> codes(T[] values, java.util.function.Function<T, String> code) {
    Set<String> codes = new TreeSet<>();
    Arrays.stream(values).map(code).forEach(codes::add);
    return codes;
  }

  /** Over all codes of the systems: in the published set exactly if the mapper takes it. */
  private static void same(String set, Predicate<Label> supported, String... systems) {
    Set<Label> published = published(set);
    assertThat(published).isNotEmpty().allMatch(supported);
    for (String system : systems) {
      for (String code : codes(hl7(system))) {
        Label label = new Label(system, code);
        assertThat(supported.test(label)).as(label.toString()).isEqualTo(published.contains(label));
      }
    }
  }

  private static Set<Label> published(String id) {
    byte[] json =
        Optional.ofNullable(PACKAGE.get("package/ValueSet-" + id + ".json")).orElseThrow();
    Set<Label> labels = new TreeSet<>();
    FHIR.newJsonParser()
        .parseResource(ValueSet.class, new String(json, UTF_8))
        .getCompose()
        .getInclude()
        .forEach(
            include ->
                include
                    .getConcept()
                    .forEach(
                        concept -> labels.add(new Label(include.getSystem(), concept.getCode()))));
    return labels;
  }

  private static CodeSystem hl7(String url) {
    return (CodeSystem) Optional.ofNullable(HL7.fetchCodeSystem(url)).orElseThrow();
  }

  private static Set<String> codes(CodeSystem system) {
    Set<String> codes = new TreeSet<>();
    walk(system.getConcept().stream(), true, codes);
    return codes;
  }

  private static void walk(
      Stream<ConceptDefinitionComponent> concepts, boolean inside, Set<String> codes) {
    concepts.forEach(
        concept -> {
          boolean take = inside || concept.getCode().equals("PurposeOfUse");
          if (take) {
            codes.add(concept.getCode());
          }
          walk(concept.getConcept().stream(), take, codes);
        });
  }

  private static Roles role(Label label) {
    Consent.provisionActorComponent actor = new Consent.provisionActorComponent();
    actor.getRole().addCoding().setSystem(label.system()).setCode(label.code());
    return Roles.of(actor);
  }

  private static Optional<Effect> effect(Label label) {
    Consent consent = new Consent();
    consent.getPolicyRule().addCoding().setSystem(label.system()).setCode(label.code());
    return PolicyBase.of(consent).effect();
  }
}
