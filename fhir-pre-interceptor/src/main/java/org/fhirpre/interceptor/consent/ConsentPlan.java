// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.fhirpre.consent.ConditionReport;
import org.fhirpre.consent.ConsentRef;
import org.fhirpre.consent.Finding;
import org.fhirpre.consent.GrantPlan;
import org.fhirpre.consent.PlanEntry;
import org.fhirpre.crypto.Digest;
import org.fhirpre.crypto.PlanDigest;
import org.fhirpre.interceptor.jdbc.EnforcementState;
import org.fhirpre.interceptor.jdbc.EnrolledPatient.AgentKind;

/**
 * The part of a patient's grant plan that one Consent calls for, as her agent is shown it.
 *
 * @param consent the current version
 * @param evidence digest of the Consent's source and verification
 * @param live ids of entries whose grants are there
 */
record ConsentPlan(
    ConsentRef consent,
    Status status,
    Digest evidence,
    GrantPlan plan,
    Set<String> live,
    Instant createdAt) {
  private static final int ID_BYTES = 16;

  /** What the plan says and its digest does not depend on, but for the agent. */
  record Status(EnforcementState state, AgentKind agent) {}

  String versioned() {
    return consent.id() + "/_history/" + consent.version();
  }

  /** Short name of the digest: base64url without padding of its first 16 bytes. */
  String planId() {
    byte[] start = Arrays.copyOf(digest().toBytes(), ID_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(start);
  }

  Digest digest() {
    return PlanDigest.of(
        new PlanDigest.Plan(
            new PlanDigest.Subject(versioned(), plan.patient(), status.agent().code(), evidence),
            plan.conditions().stream().map(ConsentPlan::condition).toList(),
            plan.entries().stream().map(ConsentPlan::entry).toList(),
            plan.findings().stream().map(ConsentPlan::remark).toList()));
  }

  List<PlanEntry> entries() {
    return plan.entries();
  }

  boolean isLive(PlanEntry entry) {
    return live.contains(entry.id());
  }

  private static PlanDigest.Condition condition(ConditionReport report) {
    return new PlanDigest.Condition(
        report.path(), report.dimension().code(), report.enforcement().code(), report.note());
  }

  private static PlanDigest.Entry entry(PlanEntry entry) {
    return new PlanDigest.Entry(
        entry.context(),
        entry.grantee(),
        entry.segment().facet().label().toString(),
        entry.segment().classGroup().code(),
        entry.segment().epoch().toString(),
        entry.enforcement().code());
  }

  private static PlanDigest.Remark remark(Finding finding) {
    return new PlanDigest.Remark(finding.code().code(), finding.expression());
  }
}
