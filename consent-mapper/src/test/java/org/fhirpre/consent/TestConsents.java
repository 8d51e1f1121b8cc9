// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.fhirpre.terminology.CodeSystems;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Facet;
import org.hl7.fhir.r4.model.Consent;

/** Consents written as JSON and parsed, since in HAPI's model an empty element counts as absent. */
final class TestConsents {
  static final FhirContext FHIR = FhirContext.forR4Cached();
  static final Instant NOW = Instant.parse("2026-05-05T12:00:00Z");
  static final String PATIENT = "Patient/p";
  static final String X = "Practitioner/x";
  static final String Y = "Practitioner/y";

  private static final String PARTICIPATION =
      "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

  private TestConsents() {}

  static Consent parse(String json) {
    return FHIR.newJsonParser().parseResource(Consent.class, json);
  }

  /** With a typed root. */
  static Consent typed(String root) {
    return parse(json("c", "", root));
  }

  /** With a base of policyRule; the root may be empty. */
  static Consent based(String base, String root) {
    String rule = "\"policyRule\":{\"coding\":[" + coding(CodeSystems.ACT_CODE, base) + "]},";
    return parse(json("c", rule, root));
  }

  static Consent named(Consent consent, String id) {
    consent.setId(id);
    return consent;
  }

  static String json(String id, String members, String root) {
    return """
    {"resourceType":"Consent","id":"%s","meta":{"versionId":"1"},"status":"active",
     "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
     "category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}]}],
     "patient":{"reference":"Patient/p"},%s"dateTime":"2026-01-01"%s}
    """
        .formatted(id, members, root.isEmpty() ? "" : ",\"provision\":" + root);
  }

  static String permit(String... members) {
    return provision("permit", members);
  }

  static String deny(String... members) {
    return provision("deny", members);
  }

  static String untyped(String... members) {
    return "{" + String.join(",", members) + "}";
  }

  private static String provision(String type, String... members) {
    return "{\"type\":\""
        + type
        + "\""
        + Arrays.stream(members).map(member -> "," + member).collect(Collectors.joining())
        + "}";
  }

  static String actor(String... references) {
    return actorAs("IRCP", references);
  }

  static String actorAs(String role, String... references) {
    return list(
        "actor",
        references,
        reference ->
            "{\"role\":{\"coding\":["
                + coding(PARTICIPATION, role)
                + "]},\"reference\":{\"reference\":\""
                + reference
                + "\"}}");
  }

  static String purpose(String... codes) {
    return list("purpose", codes, code -> coding(CodeSystems.ACT_REASON, code));
  }

  static String label(String... codes) {
    return list("securityLabel", codes, code -> coding(labelSystem(code), code));
  }

  private static String labelSystem(String code) {
    return "ULMNRV".contains(code)
        ? Confidentiality.valueOf(code).label().system()
        : Facet.of(code).label().system();
  }

  static String classes(String... types) {
    return list("class", types, type -> coding(CodeSystems.RESOURCE_TYPES, type));
  }

  static String code(String... loinc) {
    return list("code", loinc, c -> "{\"coding\":[" + coding(CodeSystems.LOINC, c) + "]}");
  }

  static String action(String... codes) {
    return list("action", codes, c -> "{\"coding\":[" + coding(Action.SYSTEM, c) + "]}");
  }

  static String data(String meaning, String... references) {
    return list(
        "data",
        references,
        r -> "{\"meaning\":\"" + meaning + "\",\"reference\":{\"reference\":\"" + r + "\"}}");
  }

  static String period(String start, String end) {
    return "\"period\":{\"start\":\"" + start + "\",\"end\":\"" + end + "\"}";
  }

  static String dataPeriod(String start, String end) {
    return "\"dataPeriod\":{\"start\":\"" + start + "\",\"end\":\"" + end + "\"}";
  }

  static String nested(String... provisions) {
    return "\"provision\":[" + String.join(",", provisions) + "]";
  }

  static String extension(String url) {
    return "\"extension\":[{\"url\":\"" + url + "\",\"valueString\":\"x\"}]";
  }

  static String coding(String system, String code) {
    return "{\"system\":\"" + system + "\",\"code\":\"" + code + "\"}";
  }

  private static String list(String name, String[] values, UnaryOperator<String> item) {
    List<String> items = Arrays.stream(values).map(item).toList();
    return "\"" + name + "\":[" + String.join(",", items) + "]";
  }
}
