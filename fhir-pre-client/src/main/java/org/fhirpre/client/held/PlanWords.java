// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.held;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.fhirpre.crypto.PlanDigest;

/** A plan in words, for the person who is to sign it. Made of what {@link PlanCheck} checked. */
public final class PlanWords {
  private static final String CONFIDENTIALITY =
      "http://terminology.hl7.org/CodeSystem/v3-Confidentiality|";

  private PlanWords() {}

  /** Lines without line ends. */
  public static List<String> of(ReceivedPlan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(plan.subject().consent() + " of " + plan.subject().patient());
    shared(plan).forEach(share -> lines.addAll(share.lines()));
    if (plan.entries().isEmpty()) {
      lines.add("Nothing is shared.");
    }
    enforced(plan, "policy")
        .forEach(
            condition ->
                lines.add(
                    "Only policy, not your keys, holds the condition on "
                        + condition.dimension()
                        + " ("
                        + condition.path()
                        + "): whoever runs the server could ignore it."));
    enforced(plan, "crypto+policy")
        .forEach(
            condition ->
                lines.add(
                    "Keys hold the condition on "
                        + condition.dimension()
                        + " ("
                        + condition.path()
                        + ") in part, policy the rest."));
    long missing = plan.entries().stream().filter(entry -> !entry.live()).count();
    lines.add(missing + " grants to sign, " + (plan.entries().size() - missing) + " given already");
    return lines;
  }

  private static List<PlanDigest.Condition> enforced(ReceivedPlan plan, String how) {
    return plan.conditions().stream().filter(each -> each.enforcement().equals(how)).toList();
  }

  /** Entries that differ in class-group and epoch only. */
  private record Share(ReceivedPlan.Entry first, TreeSet<String> groups, TreeSet<String> epochs) {
    List<String> lines() {
      return List.of(
          first.grantee() + " (key " + first.granteeKey().id() + ") will be able to open",
          "  "
              + facet(first.meaning().facet())
              + ": "
              + String.join(", ", groups)
              + "; written in "
              + String.join(", ", epochs),
          "  " + start(first.notBefore()) + " until " + lastDay(first.notAfter()));
    }
  }

  private static List<Share> shared(ReceivedPlan plan) {
    Map<List<Object>, Share> shares = new LinkedHashMap<>();
    for (ReceivedPlan.Entry entry : plan.entries()) {
      List<Object> same =
          List.of(
              entry.grantee(),
              entry.granteeKey(),
              entry.meaning().facet(),
              entry.notBefore(),
              entry.notAfter());
      Share share =
          shares.computeIfAbsent(same, key -> new Share(entry, new TreeSet<>(), new TreeSet<>()));
      share.groups().add(entry.meaning().classGroup());
      share.epochs().add(entry.meaning().epoch());
    }
    return List.copyOf(shares.values());
  }

  private static String facet(String facet) {
    return switch (facet) {
      case CONFIDENTIALITY + "N" -> "records without a sensitive label";
      case CONFIDENTIALITY + "R" -> "restricted records";
      case CONFIDENTIALITY + "V" -> "very restricted records";
      default -> "records labelled " + facet.substring(facet.indexOf('|') + 1);
    };
  }

  private static String start(Instant notBefore) {
    return notBefore.equals(Instant.EPOCH) ? "from now" : "from " + day(notBefore);
  }

  /** The end is exclusive. */
  private static String lastDay(Instant notAfter) {
    return day(notAfter.minusSeconds(1)) + " (inclusive, UTC)";
  }

  private static LocalDate day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
