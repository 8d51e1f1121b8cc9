// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.consent;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.consent.AccessRequest;
import org.fhirpre.consent.Action;
import org.fhirpre.consent.ConsentRule;
import org.fhirpre.consent.NormalConsent;
import org.fhirpre.consent.Range;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Labels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Deciding a page of 100 resources of one patient who has 200 active Consents. */
@State(Scope.Benchmark)
public class Deciding {
  private static final int CONSENTS = 200;
  private static final int PAGE = 100;

  private final Map<String, List<NormalConsent>> consents =
      Map.of(SampleConsents.PATIENT, consents());
  private final List<ResourceAttributes> page = page();
  private final AccessRequest request =
      new AccessRequest(
          "Practitioner/100",
          Set.of("Organization/o", "Group/g"),
          Set.of(new Label("http://terminology.hl7.org/CodeSystem/v3-ActReason", "TREAT")),
          Action.ACCESS,
          Set.of());

  private static List<NormalConsent> consents() {
    List<NormalConsent> consents = new ArrayList<>();
    for (int number = 0; number < CONSENTS; number++) {
      consents.add(SampleConsents.detailed(number));
    }
    return consents;
  }

  /** Every fourth is labelled HIV and PSY: two facets to judge. */
  private static List<ResourceAttributes> page() {
    Labels sensitive =
        Labels.of(Confidentiality.R, List.of(Facet.of("HIV").label(), Facet.of("PSY").label()));
    List<ResourceAttributes> page = new ArrayList<>();
    for (int number = 0; number < PAGE; number++) {
      page.add(
          new ResourceAttributes(
              "Observation",
              "o" + number,
              Set.of(SampleConsents.PATIENT),
              number % 4 == 0 ? sensitive : Labels.NORMAL,
              Optional.of(Range.of("2026-05-0" + (1 + number % 5), ZoneOffset.UTC)),
              Set.of("Practitioner/7"),
              Set.of("Encounter/e"),
              Set.of(new Label("http://loinc.org", "8867-4")),
              Optional.empty()));
    }
    return page;
  }

  /** How many of the page are permitted. */
  @Benchmark
  public int page_of_100_under_200_consents() {
    int permitted = 0;
    for (ResourceAttributes resource : page) {
      permitted +=
          ConsentRule.decide(consents, Set.of(), resource, request, SampleConsents.NOW).permitted()
              ? 1
              : 0;
    }
    if (permitted != PAGE) {
      throw new IllegalStateException("the decision changed");
    }
    return permitted;
  }
}
