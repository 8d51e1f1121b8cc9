// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.held;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fhirpre.crypto.ConsentContext;
import org.fhirpre.crypto.DelegatorPublicKey;
import org.fhirpre.crypto.Digest;
import org.fhirpre.crypto.PlanDigest;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.TerminalPublicKey;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;

/**
 * A grant plan as the server sent it, parsed but <em>not</em> believed; see {@link PlanCheck}.
 *
 * @param subject what it is about
 * @param state enforcement state of the Consent
 */
public record ReceivedPlan(
    String planId,
    Digest digest,
    String state,
    PlanDigest.Subject subject,
    List<PlanDigest.Condition> conditions,
    List<Entry> entries,
    List<PlanDigest.Remark> remarks) {

  /**
   * One grant to make.
   *
   * @param version of the Consent that introduced it
   * @param live whether the server has it already
   */
  public record Entry(
      String id,
      String consent,
      String version,
      String patient,
      String grantee,
      TerminalPublicKey granteeKey,
      SegmentId segment,
      DelegatorPublicKey segmentKey,
      int maxDepth,
      Meaning meaning,
      Instant notBefore,
      Instant notAfter,
      boolean live) {

    /** Computed from what the entry says, never taken from the server. */
    ConsentContext context() {
      return ConsentContext.builder()
          .consent(consent)
          .version(version)
          .patient(patient)
          .segment(segment)
          .delegator(segmentKey)
          .delegatee(granteeKey)
          .maxDepth(maxDepth)
          .notBefore(notBefore)
          .notAfter(notAfter)
          .build();
    }
  }

  /**
   * What the segment of an entry is said to stand for, and how the entry is enforced.
   *
   * @param facet {@code system|code}
   */
  public record Meaning(String facet, String classGroup, String epoch, String enforcement) {}

  /**
   * @throws org.fhirpre.client.ClientException.Unreachable if it is no plan
   */
  public static ReceivedPlan of(Parameters answer) {
    Parts parts = Parts.of(answer);
    try {
      String consent = parts.reference("consent").replaceFirst("/_history/.*", "");
      String patient = parts.reference("patient");
      return new ReceivedPlan(
          parts.text("planId"),
          Digest.of(parts.bytes("digest")),
          parts.text("state"),
          new PlanDigest.Subject(
              consent + "/_history/" + parts.text("version"),
              patient,
              parts.text("agent"),
              Digest.of(parts.bytes("evidence"))),
          parts.each("condition").map(ReceivedPlan::condition).toList(),
          parts.each("entry").map(entry -> entry(entry, consent, patient)).toList(),
          remarks(parts));
    } catch (IllegalArgumentException | PreException malformed) {
      throw Parts.unusable();
    }
  }

  /** The digest of what is said here. */
  Digest computedDigest() {
    List<PlanDigest.Entry> all =
        entries.stream()
            .map(
                entry ->
                    new PlanDigest.Entry(
                        entry.context(),
                        entry.grantee(),
                        entry.meaning().facet(),
                        entry.meaning().classGroup(),
                        entry.meaning().epoch(),
                        entry.meaning().enforcement()))
            .toList();
    return PlanDigest.of(new PlanDigest.Plan(subject, conditions, all, remarks));
  }

  private static PlanDigest.Condition condition(Parts parts) {
    return new PlanDigest.Condition(
        parts.text("path"),
        parts.text("dimension"),
        parts.text("enforcement"),
        parts.textOrNone("note"));
  }

  private static Entry entry(Parts parts, String consent, String patient) {
    Coding facet = parts.coding("facet");
    return new Entry(
        parts.text("id"),
        consent,
        parts.text("version"),
        patient,
        parts.reference("grantee"),
        PublicJwk.terminal(parts.text("granteeJwk")),
        SegmentId.parse(parts.text("segment")),
        DelegatorPublicKey.fromBytes(parts.bytes("segmentKey")),
        parts.number("maxDepth"),
        new Meaning(
            facet.getSystem() + "|" + facet.getCode(),
            parts.text("classGroup"),
            parts.text("epoch"),
            parts.text("enforcement")),
        parts.instant("notBefore"),
        parts.instant("notAfter"),
        parts.text("state").equals("live"));
  }

  private static List<PlanDigest.Remark> remarks(Parts parts) {
    return parts
        .named("outcome")
        .flatMap(part -> Optional.ofNullable(part.getResource()).stream())
        .filter(OperationOutcome.class::isInstance)
        .flatMap(outcome -> ((OperationOutcome) outcome).getIssue().stream())
        .map(
            issue ->
                new PlanDigest.Remark(
                    issue.getDetails().getCodingFirstRep().getCode(),
                    issue.getExpression().get(0).getValue()))
        .toList();
  }
}
