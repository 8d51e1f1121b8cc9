// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;

/** The answer of {@code $explain-access} in words, a line a statement. */
final class ExplanationText {
  private static final Map<String, String> REASONS =
      Map.of(
          "no-consent", "no Consent permits it",
          "deny-rule", "a provision denies it",
          "opt-out", "an opt-out denies it",
          "facet-not-covered", "no provision permits one of its labels",
          "other-patient", "another patient whom it names does not permit it",
          "token-residual", "the access token was narrowed to less",
          "grant-missing", "it is permitted, but the key is missing",
          "blocked-by-rejected-consent", "a Consent that is not understood forbids something");
  private static final Map<String, String> ENFORCEMENTS =
      Map.of(
          "crypto", "by keys",
          "policy", "by the server's word",
          "crypto+policy", "by keys and the server's word");
  private static final Map<String, String> GRANTS =
      Map.of(
          "live", "the key is there",
          "missing", "there is no key",
          "none-needed", "it is the own record");

  private ExplanationText() {}

  static List<String> of(Parameters answer) {
    List<String> lines = new ArrayList<>();
    List<ParametersParameterComponent> grantees = parts(answer.getParameter(), "grantee").toList();
    boolean survey = parts(answer.getParameter(), "residual").findAny().isEmpty();
    lines.add(headline(answer.getParameter()));
    parts(answer.getParameter(), "facet").forEach(facet -> addFacet(lines, facet.getPart()));
    grantees.forEach(grantee -> lines.add(grantee(grantee.getPart())));
    if (!survey) {
      lines.add("Left of the record, as a residual: " + value(answer.getParameter(), "residual"));
    }
    return lines;
  }

  private static String headline(List<ParametersParameterComponent> answer) {
    boolean permitted = value(answer, "decision").equals("permit");
    String how = ENFORCEMENTS.getOrDefault(value(answer, "enforcement"), "");
    String why = REASONS.getOrDefault(value(answer, "reason"), value(answer, "reason"));
    String detail = permitted ? how : why;
    return (permitted ? "Permitted" : "Denied") + (detail.isEmpty() ? "." : ": " + detail + ".");
  }

  private static void addFacet(List<String> lines, List<ParametersParameterComponent> facet) {
    boolean permitted = value(facet, "decision").equals("permit");
    String by =
        Stream.concat(values(facet, "version"), values(facet, "node"))
            .collect(Collectors.joining(", "));
    lines.add(
        "  label "
            + value(facet, "label")
            + (permitted ? " is permitted" : " is not permitted")
            + (by.isEmpty() ? "" : " by " + by)
            + "; "
            + GRANTS.getOrDefault(value(facet, "grant"), value(facet, "grant"))
            + ".");
    parts(facet, "condition")
        .map(ParametersParameterComponent::getPart)
        .forEach(
            condition ->
                lines.add(
                    "    its condition on "
                        + value(condition, "dimension")
                        + " is kept "
                        + ENFORCEMENTS.getOrDefault(value(condition, "enforcement"), "")
                        + "."));
  }

  private static String grantee(List<ParametersParameterComponent> grantee) {
    String purposes = values(grantee, "purpose").collect(Collectors.joining(", "));
    return "  "
        + value(grantee, "actor")
        + " can see "
        + values(grantee, "classGroup").collect(Collectors.joining(", "))
        + " labelled "
        + values(grantee, "facet").collect(Collectors.joining(", "))
        + (purposes.isEmpty() ? "" : " for " + purposes)
        + Optional.of(value(grantee, "until"))
            .filter(until -> !until.isEmpty())
            .map(until -> " until " + until)
            .orElse("")
        + ".";
  }

  private static Stream<ParametersParameterComponent> parts(
      List<ParametersParameterComponent> of, String name) {
    return of.stream().filter(part -> name.equals(part.getName()));
  }

  private static Stream<String> values(List<ParametersParameterComponent> of, String name) {
    return parts(of, name).map(part -> text(part.getValue()));
  }

  private static String value(List<ParametersParameterComponent> of, String name) {
    return values(of, name).findFirst().orElse("");
  }

  private static String text(Type value) {
    if (value instanceof Reference reference) {
      return String.valueOf(reference.getReference());
    }
    return value instanceof Coding coding
        ? String.valueOf(coding.getCode())
        : String.valueOf(value.primitiveValue());
  }
}
