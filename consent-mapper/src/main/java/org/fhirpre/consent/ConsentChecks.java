// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.List;
import java.util.Set;
import org.fhirpre.terminology.CodeSystems;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Vocabulary;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Consent;

/** Checks of a Consent outside its provisions. */
final class ConsentChecks {
  private static final String POLICY_DENY = "https://profiles.ihe.net/ITI/PCF/Policy-deny";
  private static final String CATEGORIES =
      "http://terminology.hl7.org/CodeSystem/consentcategorycodes";
  private static final Set<Label> LOINC_CATEGORIES = Vocabulary.set("consent-categories");

  private ConsentChecks() {}

  static void run(Consent consent, PolicyBase base, Findings findings) {
    if (consent.hasImplicitRules()
        || !Elements.extensions(consent, "modifierExtension", Set.of("contained")).isEmpty()) {
      findings.add(FindingCode.UNKNOWN_MODIFIER, "Consent");
    }
    Set<String> elsewhere = Set.of("provision", "contained", "text", "meta");
    if (!Elements.extensions(consent, "extension", elsewhere).isEmpty()) {
      findings.add(FindingCode.EXTENSION_IGNORED, "Consent.extension");
    }
    for (CodeableConcept category : consent.getCategory()) {
      if (category.getCoding().stream()
          .noneMatch(coding -> Elements.label(coding).filter(ConsentChecks::known).isPresent())) {
        findings.add(FindingCode.UNKNOWN_CATEGORY, "Consent.category");
      }
    }
    if (base.ambiguous()) {
      findings.add(FindingCode.CONSENT_AMBIGUOUS, "Consent.policyRule");
    }
  }

  static void runOnNodes(Consent consent, PolicyBase base, List<Node> nodes, Findings findings) {
    if (base.restrictions() && nodes.isEmpty()) {
      findings.add(FindingCode.CONSENT_AMBIGUOUS, "Consent.policyRule");
    }
    boolean denies =
        consent.getPolicy().stream().anyMatch(policy -> POLICY_DENY.equals(policy.getUri()));
    if (denies && nodes.stream().anyMatch(Node::permits)) {
      findings.add(FindingCode.CONSENT_AMBIGUOUS, "Consent.policy");
    }
  }

  private static boolean known(Label category) {
    return category.system().equals(CATEGORIES)
        || category.system().equals(CodeSystems.ACT_CODE)
        || LOINC_CATEGORIES.contains(category);
  }
}
