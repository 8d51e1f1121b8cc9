// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.fhirpre.client.held.PublicJwk;
import org.fhirpre.client.keystore.PatientEntry;
import org.fhirpre.crypto.ConsentContext;
import org.fhirpre.crypto.DelegatorPublicKey;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.Digest;
import org.fhirpre.crypto.PlanDigest;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentLabel;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.Umbral;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/** A plan of one entry, true unless a field is changed; its digest always fits. */
final class TestPlan {
  static final String PATIENT = "Patient/p";
  private static final String DOCTOR = "Practitioner/9";
  private static final String CONFIDENTIALITY =
      "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  String consent = "Consent/c";
  String agent = "patient-held";
  String group = "clinical";
  String facet = "N";
  String claimedId = "";
  int maxDepth = 1;
  TerminalSecretKey delegatee;
  Instant notAfter = Instant.now().plus(Duration.ofDays(300)).truncatedTo(ChronoUnit.SECONDS);
  SegmentId segment;
  DelegatorPublicKey segmentKey;

  TestPlan(PatientEntry entry, TerminalSecretKey delegatee) {
    this.delegatee = delegatee;
    Map.Entry<SegmentId, SegmentLabel> clinical =
        entry.segments().entrySet().stream()
            .filter(each -> each.getValue().classGroup().equals("clinical"))
            .findFirst()
            .orElseThrow();
    segment = clinical.getKey();
    try (DelegatorSecretKey key = entry.keys().segment(clinical.getValue())) {
      segmentKey = key.publicKey();
    }
  }

  ConsentContext context() {
    return ConsentContext.builder()
        .consent(consent)
        .version("1")
        .patient(PATIENT)
        .segment(segment)
        .delegator(segmentKey)
        .delegatee(delegatee.publicKey())
        .maxDepth(maxDepth)
        .notBefore(Instant.EPOCH)
        .notAfter(notAfter)
        .build();
  }

  String id() {
    return claimedId.isEmpty() ? BASE64URL.encodeToString(context().digest()) : claimedId;
  }

  Digest digest() {
    return PlanDigest.of(
        new PlanDigest.Plan(
            new PlanDigest.Subject(
                consent + "/_history/1", PATIENT, agent, Digest.of(new byte[32])),
            List.of(new PlanDigest.Condition("Consent.provision", "purpose", "policy", "")),
            List.of(
                new PlanDigest.Entry(
                    context(), DOCTOR, CONFIDENTIALITY + "|" + facet, group, "2026", "crypto")),
            List.of()));
  }

  Parameters parameters() {
    Parameters plan = new Parameters();
    byte[] digest = digest().toBytes();
    plan.addParameter(
        "planId", new StringType(BASE64URL.encodeToString(Arrays.copyOf(digest, 16))));
    plan.addParameter("consent", new Reference(consent));
    plan.addParameter("version", new StringType("1"));
    plan.addParameter("patient", new Reference(PATIENT));
    plan.addParameter("digest", new Base64BinaryType(digest));
    plan.addParameter("evidence", new Base64BinaryType(new byte[32]));
    plan.addParameter("state", new CodeType("pending"));
    plan.addParameter("agent", new CodeType(agent));
    ParametersParameterComponent condition = plan.addParameter().setName("condition");
    add(condition, "path", new StringType("Consent.provision"));
    add(condition, "dimension", new CodeType("purpose"));
    add(condition, "enforcement", new CodeType("policy"));
    entry(plan.addParameter().setName("entry"));
    return plan;
  }

  private void entry(ParametersParameterComponent part) {
    add(part, "id", new StringType(id()));
    add(part, "version", new StringType("1"));
    add(part, "grantee", new Reference(DOCTOR));
    add(part, "granteeJwk", new StringType(PublicJwk.of(delegatee.publicKey()).toJson()));
    add(part, "segment", new StringType(segment.toString()));
    add(part, "segmentKey", new Base64BinaryType(segmentKey.toBytes()));
    add(part, "suite", new CodeType(Umbral.SUITE_ID));
    add(part, "maxDepth", new IntegerType(maxDepth));
    add(part, "facet", new Coding().setSystem(CONFIDENTIALITY).setCode(facet));
    add(part, "classGroup", new CodeType(group));
    add(part, "epoch", new StringType("2026"));
    add(part, "notBefore", new InstantType(Date.from(Instant.EPOCH)));
    add(part, "notAfter", new InstantType(Date.from(notAfter)));
    add(part, "enforcement", new CodeType("crypto"));
    add(part, "state", new CodeType("missing"));
  }

  private static void add(ParametersParameterComponent part, String name, Type value) {
    part.addPart().setName(name).setValue(value);
  }
}
