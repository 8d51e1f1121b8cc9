// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fhirpre.terminology.CodeSystems;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Vocabulary;
import org.hl7.fhir.r4.model.Consent;

/**
 * The base that {@code policyRule} states.
 *
 * @param effect empty for a typed root
 * @param ambiguous whether both bases are stated
 * @param restrictions whether it is OPTINR, which announces restrictions
 */
record PolicyBase(Optional<Effect> effect, boolean ambiguous, boolean restrictions) {
  private static final Set<Label> PERMITS = Vocabulary.set("consent-bases-permit");
  private static final Set<Label> DENIES = Vocabulary.set("consent-bases-deny");
  private static final Label RESTRICTED = new Label(CodeSystems.ACT_CODE, "OPTINR");

  static PolicyBase of(Consent consent) {
    Set<Label> codes =
        consent.getPolicyRule().getCoding().stream()
            .flatMap(coding -> Elements.label(coding).stream())
            .collect(Collectors.toSet());
    boolean permit = codes.stream().anyMatch(PERMITS::contains);
    boolean deny = codes.stream().anyMatch(DENIES::contains);
    Optional<Effect> effect =
        deny ? Optional.of(Effect.DENY) : permit ? Optional.of(Effect.PERMIT) : Optional.empty();
    return new PolicyBase(effect, permit && deny, codes.contains(RESTRICTED));
  }

  Dialect dialect() {
    return effect.isPresent() ? Dialect.BASE_AND_EXCEPTIONS : Dialect.TYPED_ROOT;
  }

  /** Vote when no node matches, before narrowing. */
  Vote fallback() {
    return effect.map(e -> e == Effect.PERMIT ? Vote.PERMIT : Vote.DENY).orElse(Vote.ABSTAIN);
  }
}
