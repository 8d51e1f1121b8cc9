// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.ResourceTypes;
import org.fhirpre.terminology.TypeRow;
import org.fhirpre.terminology.Vocabulary;

/** Says of each condition whether keys or policy enforce it ({@code docs/consent.md}). */
final class ConditionReports {
  private static final Set<String> PERSONS =
      Set.of("Practitioner", "Patient", "RelatedPerson", "Device");
  private static final Set<Label> EMERGENCY = Vocabulary.set("emergency-purposes");

  private ConditionReports() {}

  static List<ConditionReport> of(List<NormalConsent> consents) {
    List<ConditionReport> reports = new ArrayList<>();
    for (NormalConsent consent : consents) {
      for (Node node : consent.nodes()) {
        node.stated().stream()
            .sorted()
            .map(dimension -> report(node, dimension))
            .forEach(reports::add);
      }
    }
    return List.copyOf(reports);
  }

  /** FHIRPath of the element that states the condition. */
  static String element(ConditionReport report) {
    String name =
        switch (report.dimension()) {
          case LABEL -> "securityLabel";
          case DATA_PERIOD -> "dataPeriod";
          case ENVIRONMENT, LOCATION, SOURCE -> "extension";
          case ACTOR, PURPOSE, ACTION, CLASS, CODE, PERIOD, DATA -> report.dimension().code();
        };
    return report.path() + "." + name;
  }

  /** Whether keys alone enforce all conditions of a node. */
  static boolean keyed(Node node) {
    return node.stated().stream().noneMatch(d -> d == Dimension.PERIOD)
        && node.spans().isEmpty()
        && !node.when().actors().isEmpty()
        && node.when().dimensions().stream()
            .allMatch(dimension -> single(node, dimension) == Enforcement.CRYPTO);
  }

  private static ConditionReport report(Node node, Dimension dimension) {
    boolean denyByPolicy =
        !node.permits()
            && node.when().dimensions().stream()
                .anyMatch(other -> single(node, other) == Enforcement.POLICY);
    Enforcement enforcement = denyByPolicy ? Enforcement.POLICY : single(node, dimension);
    String note = denyByPolicy ? "the deny has a condition that only policy can judge" : "";
    return new ConditionReport(node.path(), dimension, enforcement, note);
  }

  private static Enforcement single(Node node, Dimension dimension) {
    Conditions when = node.when();
    return switch (dimension) {
      case ACTOR ->
          when.actors().stream().allMatch(ConditionReports::person)
              ? Enforcement.CRYPTO
              : Enforcement.CRYPTO_AND_POLICY;
      case LABEL ->
          when.labels().stream().noneMatch(label -> Confidentiality.ofLabel(label).isPresent())
              ? Enforcement.CRYPTO
              : Enforcement.CRYPTO_AND_POLICY;
      case CLASS ->
          wholeGroups(when.resourceTypes()) ? Enforcement.CRYPTO : Enforcement.CRYPTO_AND_POLICY;
      case PURPOSE ->
          node.permits() && EMERGENCY.containsAll(when.purposes())
              ? Enforcement.CRYPTO_AND_POLICY
              : Enforcement.POLICY;
      case DATA ->
          node.permits()
                  && when.data().stream()
                      .allMatch(rule -> rule.meaning() == DataRule.Meaning.INSTANCE)
              ? Enforcement.CRYPTO_AND_POLICY
              : Enforcement.POLICY;
      case PERIOD -> Enforcement.CRYPTO_AND_POLICY;
      case ACTION, CODE, DATA_PERIOD, ENVIRONMENT, LOCATION, SOURCE -> Enforcement.POLICY;
    };
  }

  private static boolean person(String reference) {
    return PERSONS.contains(reference.substring(0, Math.max(0, reference.indexOf('/'))));
  }

  private static boolean wholeGroups(Set<String> types) {
    for (String type : types) {
      ClassGroup group =
          ResourceTypes.find(type)
              .flatMap(TypeRow::classGroup)
              .orElse(ResourceTypes.UNLISTED_GROUP);
      if (group == ResourceTypes.UNLISTED_GROUP || !types.containsAll(ResourceTypes.in(group))) {
        return false;
      }
    }
    return true;
  }
}
