// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.consent.TestConsents.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.hl7.fhir.r4.model.Consent;
import org.junit.jupiter.api.Test;

/**
 * Mapper and rule against a second implementation that was written from the text; each run prints
 * its seed. More rounds with {@code -Dfhirpre.rounds=N}.
 */
class ReferenceRuleTest {
  private static final int ROUNDS = Integer.getInteger("fhirpre.rounds", 5_000);

  @Test
  void every_decision_is_that_of_the_reference() {
    Random random = new Random(RandomConsents.seed("decisions agree with the reference"));
    RandomConsents some = new RandomConsents(random, RandomConsents.Content.ANY);
    int permitted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      List<Consent> own = some.consents();
      List<Consent> others = some.consents();
      Map<String, List<Consent>> consents = Map.of("Patient/p", own, "Patient/q", others);
      ResourceAttributes resource = some.shared(some.resource(some.resourceLabels()));
      AccessRequest request = some.anyRequest();
      Instant now = NOW.plus(Duration.ofDays(some.pick(List.of(-200, 0, 0, 0, 300))));
      boolean expected = new ReferenceRule(consents, resource, request, now).permits();
      ConsentDecision decision =
          ConsentRule.decide(
              Map.of(
                  "Patient/p",
                  RandomConsents.mapped(own),
                  "Patient/q",
                  RandomConsents.mapped(others)),
              Set.of(),
              resource,
              request,
              now);
      assertThat(decision.permitted())
          .as(() -> "%s %s at %s under%s".formatted(request, resource, now, written(consents)))
          .isEqualTo(expected);
      permitted += expected ? 1 : 0;
    }
    assertThat(permitted).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
  }

  @Test
  void what_the_reference_cannot_understand_the_mapper_refuses_and_nothing_else() {
    Random random = new Random(RandomConsents.seed("refusals agree with the reference"));
    RandomConsents some = new RandomConsents(random, RandomConsents.Content.ANY);
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Consent consent = some.consent();
      MappingOutcome outcome = RandomConsents.outcome(consent);
      if (outcome.kind() != MappingOutcome.Kind.INERT) {
        boolean expected = new ReferenceConsent(consent).refused();
        assertThat(outcome.kind() == MappingOutcome.Kind.REJECTED)
            .as(
                () ->
                    outcome.findings() + TestConsents.FHIR.newJsonParser().encodeToString(consent))
            .isEqualTo(expected);
        refused += expected ? 1 : 0;
      }
    }
    assertThat(refused).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
  }

  private static String written(Map<String, List<Consent>> consents) {
    StringBuilder text = new StringBuilder();
    consents.forEach(
        (patient, own) -> {
          for (Consent consent : own) {
            text.append('\n').append(patient).append(' ');
            text.append(TestConsents.FHIR.newJsonParser().encodeToString(consent));
          }
        });
    return text.toString();
  }
}
