// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.fhirpre.terminology.CodeSystems;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Labels;
import org.hl7.fhir.r4.model.Consent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Residuals are what IHE PCF prints for its Consents, mean the same when read back, and narrow. */
class ResidualTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path CONSENTS = Path.of("src/test/resources/consents/ihe-pcf");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final String N =
      "{'type':'permit','securityLabel':[{'system':'http://terminology.hl7.org/CodeSystem/v3-Confidentiality','code':'N'}]}";
  private static final String PSY =
      "{'type':'permit','securityLabel':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'PSY'}]}";
  private static final String FORBID = "{'type':'forbid'}";

  private static NormalConsent consent(String name) throws IOException {
    String json = Files.readString(CONSENTS.resolve("Consent-ex-consent-" + name + ".json"));
    Consent parsed = FhirContext.forR4Cached().newJsonParser().parseResource(Consent.class, json);
    MappingOutcome outcome =
        new ConsentMapper(MapperConfig.defaults()).map(parsed, new TestDirectory(), NOW);
    return ((MappingOutcome.Enforceable) outcome).consent();
  }

  private static AccessRequest treating(String who) {
    Label treat = new Label(CodeSystems.ACT_REASON, "TREAT");
    return new AccessRequest(who, Set.of(), Set.of(treat), Action.ACCESS, Set.of());
  }

  private static List<Map<String, Object>> written(String name, String who) throws IOException {
    return ResidualWriter.rules(List.of(consent(name)), treating(who), NOW);
  }

  private static List<?> json(String text) throws IOException {
    return JSON.readValue("[" + text.replace('\'', '"') + "]", List.class);
  }

  @Test
  void what_ihe_pcf_prints_is_what_is_written() throws IOException {
    String somebody = "Practitioner/somebody";
    assertThat(written("basic-treat", somebody)).isEmpty();
    assertThat(written("basic-reject", somebody)).isEqualTo(json(FORBID));
    assertThat(written("advanced-normal", somebody)).isEqualTo(json(FORBID + "," + N));
    assertThat(written("advanced-normal-focused-psy", somebody)).isEqualTo(json(FORBID + "," + N));
    assertThat(written("advanced-normal-focused-psy", "Practitioner/ex-practitioner"))
        .isEqualTo(json(FORBID + "," + N + "," + PSY));
    assertThat(written("intermediate-not-data", somebody))
        .isEqualTo(json(data("forbid", "instance", "Observation/ex-alcoholUse")));
    assertThat(written("intermediate-authoredby", somebody))
        .isEqualTo(
            json(FORBID + "," + data("permit", "authoredby", "Practitioner/ex-practitioner")));
    assertThat(written("intermediate-encounter", somebody))
        .isEqualTo(json(FORBID + "," + data("permit", "related", "Encounter/ex-encounter")));
    assertThat(written("intermediate-not-encounter", somebody))
        .isEqualTo(json(data("forbid", "related", "Encounter/ex-encounter")));
    assertThat(written("intermediate-timeframe", somebody))
        .isEqualTo(
            json(
                FORBID
                    + ",{'type':'permit','dataPeriod':{'start':'2022-01-01T00:00:00Z',"
                    + "'end':'2022-12-31T23:59:59Z'}}"));
  }

  private static String data(String type, String meaning, String reference) {
    return "{'type':'%s','data':[{'meaning':'%s','reference':{'reference':'%s'}}]}"
        .formatted(type, meaning, reference);
  }

  /** One Consent: the residual decides exactly as the Consent, whatever is asked. */
  @ParameterizedTest
  @CsvSource({
    "basic-treat",
    "basic-reject",
    "advanced-normal",
    "advanced-normal-restricted",
    "advanced-normal-not-restricted",
    "advanced-normal-focused-psy",
    "advanced-normal-focused-psy-or-sdv",
    "advanced-normal-focused-restricted",
    "intermediate-data",
    "intermediate-not-data",
    "intermediate-authoredby",
    "intermediate-not-authoredby",
    "intermediate-encounter",
    "intermediate-not-encounter",
    "intermediate-timeframe",
    "intermediate-not-timeframe"
  })
  void read_back_it_decides_as_the_consent(String name) throws IOException {
    NormalConsent consent = consent(name);
    Random random = new Random(7);
    for (String who : List.of("Practitioner/somebody", "Practitioner/ex-practitioner")) {
      AccessRequest request = treating(who);
      Residual residual = read(ResidualWriter.rules(List.of(consent), request, NOW));
      for (int i = 0; i < 200; i++) {
        ResourceAttributes resource = resource(random, consent.patient());
        boolean permitted =
            ConsentRule.decide(
                    Map.of(consent.patient(), List.of(consent)), Set.of(), resource, request, NOW)
                .permitted();
        assertThat(residual.allows(resource, request)).as("%s", resource).isEqualTo(permitted);
      }
    }
  }

  /** Whatever the Consents of this test can tell apart. */
  private static ResourceAttributes resource(Random random, String patient) {
    List<Label> sensitivities =
        random.nextBoolean()
            ? List.of()
            : List.of(Facet.of(List.of("PSY", "SDV", "HIV").get(random.nextInt(3))).label());
    Confidentiality level = List.of(Confidentiality.values()).get(random.nextInt(6));
    Optional<Range> effective =
        random.nextInt(3) == 0
            ? Optional.empty()
            : Optional.of(Range.of("202" + (1 + random.nextInt(3)) + "-05", ZoneOffset.UTC));
    return new ResourceAttributes(
        "Observation",
        List.of("ex-alcoholUse", "ex-weight", "other").get(random.nextInt(3)),
        Set.of(patient),
        Labels.of(level, sensitivities),
        effective,
        random.nextBoolean() ? Set.of("Practitioner/ex-practitioner") : Set.of(),
        random.nextBoolean() ? Set.of("Encounter/ex-encounter") : Set.of(),
        Set.of(),
        Optional.empty());
  }

  private static Residual read(List<Map<String, Object>> rules) {
    return new ResidualReader(ZoneOffset.UTC, Optional::of).read(Map.of("residual", rules));
  }

  @Test
  void of_several_consents_it_never_leaves_more_than_they_do() throws IOException {
    List<String> names =
        List.of(
            "basic-treat",
            "basic-reject",
            "advanced-normal-focused-psy",
            "intermediate-not-data",
            "intermediate-timeframe",
            "intermediate-not-authoredby");
    Random random = new Random(11);
    AccessRequest request = treating("Practitioner/ex-practitioner");
    int left = 0;
    for (String one : names) {
      for (String other : names) {
        List<NormalConsent> both = List.of(consent(one), consent(other));
        String patient = both.get(0).patient();
        Residual residual = read(ResidualWriter.rules(both, request, NOW));
        for (int i = 0; i < 100; i++) {
          ResourceAttributes resource = resource(random, patient);
          boolean permitted =
              ConsentRule.decide(Map.of(patient, both), Set.of(), resource, request, NOW)
                  .permitted();
          boolean leaves = residual.allows(resource, request);
          left += leaves ? 1 : 0;
          assertThat(permitted || !leaves).as("%s %s %s", one, other, resource).isTrue();
        }
      }
    }
    assertThat(left).isPositive();
  }

  @Test
  void the_last_rule_that_matches_decides() {
    Map<String, Object> all = Map.of("type", "permit");
    Map<String, Object> none = Map.of("type", "deny");
    ResourceAttributes resource = resource(new Random(1), "Patient/p");
    AccessRequest request = treating("Practitioner/1");
    assertThat(read(List.of()).allows(resource, request)).isTrue();
    assertThat(read(List.of(none, all)).allows(resource, request)).isTrue();
    assertThat(read(List.of(all, none)).allows(resource, request)).isFalse();
  }
}
