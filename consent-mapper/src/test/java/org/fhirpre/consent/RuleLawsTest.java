// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.consent.TestConsents.NOW;
import static org.fhirpre.consent.TestConsents.PATIENT;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Labels;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.junit.jupiter.api.Test;

/** Laws of the rule on random Consents; each run prints its seed. */
class RuleLawsTest {
  private static final int ROUNDS = 3_000;

  @Test
  void another_deny_never_turns_a_deny_into_a_permit() {
    Random random = new Random(RandomConsents.seed("deny is monotone"));
    RandomConsents some = new RandomConsents(random, RandomConsents.Content.ANY);
    int denied = 0;
    for (int i = 0; i < ROUNDS; i++) {
      List<Consent> consents = some.consents();
      List<NormalConsent> before = RandomConsents.mapped(consents);
      ResourceAttributes resource = some.resource(some.resourceLabels());
      AccessRequest request = some.anyRequest();
      if (!permitted(before, resource, request)) {
        denied++;
        assertThat(permitted(withAnotherDeny(some, consents, random), resource, request)).isFalse();
      }
    }
    assertThat(denied).isBetween(ROUNDS / 10, ROUNDS - 1);
  }

  private static List<NormalConsent> withAnotherDeny(
      RandomConsents some, List<Consent> consents, Random random) {
    List<NormalConsent> more = new ArrayList<>(RandomConsents.mapped(consents));
    if (random.nextBoolean()) {
      Consent deny =
          TestConsents.typed(TestConsents.deny(some.conditions().toArray(String[]::new)));
      RandomConsents.map(deny).ifPresent(more::add);
      return more;
    }
    Consent changed = consents.get(0).copy();
    List<ProvisionComponent> all = Elements.withNested(changed.getProvision());
    ProvisionComponent leaf =
        TestConsents.typed(TestConsents.deny(some.conditions().toArray(String[]::new)))
            .getProvision();
    all.get(random.nextInt(all.size())).addProvision(leaf);
    Optional<NormalConsent> mapped = RandomConsents.map(changed);
    mapped.ifPresent(consent -> more.set(0, consent));
    return more;
  }

  @Test
  void a_higher_confidentiality_never_turns_a_deny_into_a_permit() {
    RandomConsents some =
        new RandomConsents(
            new Random(RandomConsents.seed("confidentiality is monotone")),
            RandomConsents.Content.ANY);
    for (int i = 0; i < ROUNDS; i++) {
      List<NormalConsent> consents = RandomConsents.mapped(some.consents());
      Labels low = some.resourceLabels();
      ResourceAttributes resource = some.resource(low);
      AccessRequest request = some.anyRequest();
      if (!permitted(consents, resource, request)) {
        for (Confidentiality level : Confidentiality.values()) {
          Labels raised = Labels.of(level.max(low.confidentiality()), low.sensitivities());
          assertThat(permitted(consents, RandomConsents.relabelled(resource, raised), request))
              .isFalse();
        }
      }
    }
  }

  @Test
  void neither_the_order_of_consents_nor_of_siblings_matters() {
    Random random = new Random(RandomConsents.seed("order does not matter"));
    RandomConsents some = new RandomConsents(random, RandomConsents.Content.ANY);
    for (int i = 0; i < ROUNDS; i++) {
      List<Consent> consents = some.consents();
      ResourceAttributes resource = some.resource(some.resourceLabels());
      AccessRequest request = some.anyRequest();
      boolean before = permitted(RandomConsents.mapped(consents), resource, request);
      List<Consent> shuffled = new ArrayList<>();
      for (Consent consent : consents) {
        Consent copy = consent.copy();
        Elements.withNested(copy.getProvision())
            .forEach(provision -> Collections.shuffle(provision.getProvision(), random));
        shuffled.add(copy);
      }
      Collections.shuffle(shuffled, random);
      assertThat(permitted(RandomConsents.mapped(shuffled), resource, request)).isEqualTo(before);
    }
  }

  @Test
  void a_consent_means_the_same_after_it_was_written_and_read() {
    RandomConsents some =
        new RandomConsents(
            new Random(RandomConsents.seed("serialisation does not matter")),
            RandomConsents.Content.ANY);
    for (int i = 0; i < ROUNDS; i++) {
      Consent consent = some.consents().get(0);
      String written = TestConsents.FHIR.newJsonParser().encodeResourceToString(consent);
      assertThat(RandomConsents.outcome(TestConsents.parse(written)))
          .isEqualTo(RandomConsents.outcome(consent));
    }
  }

  @Test
  void random_consents_hold_both_effects() {
    RandomConsents some = new RandomConsents(new Random(7), RandomConsents.Content.ANY);
    List<ConsentProvisionType> types = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      some.consents()
          .forEach(
              consent ->
                  Elements.withNested(consent.getProvision())
                      .forEach(provision -> types.add(provision.getType())));
    }
    assertThat(types).contains(ConsentProvisionType.PERMIT, ConsentProvisionType.DENY);
  }

  private static boolean permitted(
      List<NormalConsent> consents, ResourceAttributes resource, AccessRequest request) {
    return ConsentRule.decide(Map.of(PATIENT, consents), Set.of(), resource, request, NOW)
        .permitted();
  }
}
