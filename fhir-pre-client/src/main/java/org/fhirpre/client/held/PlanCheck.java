// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.held;

import ca.uhn.fhir.context.FhirContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.FhirPreClient;
import org.fhirpre.client.ResourceOpener;
import org.fhirpre.client.keystore.PatientEntry;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.SegmentLabel;
import org.fhirpre.crypto.TerminalPublicKey;
import org.hl7.fhir.r4.model.Parameters;

/**
 * Believes of a plan only what the patient's own keys, the grantees' proofs and arithmetic confirm:
 * that the digest is the digest of what is shown, that each entry's id is that of its terms, that
 * each segment is hers and stands for what is said, and that each key belongs to whom is named.
 *
 * <p>Not thread-safe.
 */
public final class PlanCheck {
  /** Longer than any plan of the server, whose entries end with the epoch after next. */
  private static final Duration MAX_AHEAD = Duration.ofDays(3 * 366L);

  private static final int PLAN_ID_BYTES = 16;
  private static final String NORMAL_FACET =
      "http://terminology.hl7.org/CodeSystem/v3-Confidentiality|N";

  private final PatientEntry patient;
  private final FhirHttp http;
  private final Map<String, Parts> keys = new HashMap<>();

  public PlanCheck(PatientEntry patient, FhirHttp http) {
    this.patient = patient;
    this.http = http;
  }

  /**
   * @param consent {@code Consent/x}, which was asked for
   * @param now entries may not reach too far beyond it
   * @throws ClientException.NotVerified naming what does not hold
   */
  public void check(ReceivedPlan plan, String consent, Instant now) {
    require(plan.subject().patient().equals(patient.patient()), "it is another patient's");
    require(plan.subject().consent().startsWith(consent + "/_history/"), "it is another Consent's");
    require(plan.subject().agent().equals("patient-held"), "her keys are not hers to use here");
    byte[] digest = digest(plan);
    require(
        Arrays.equals(digest, plan.digest().toBytes()), "its digest is not that of its content");
    String planId = PublicJwk.encoded(Arrays.copyOf(digest, PLAN_ID_BYTES));
    require(planId.equals(plan.planId()), "its id is not that of its digest");
    plan.entries().forEach(entry -> check(entry, now));
  }

  private static byte[] digest(ReceivedPlan plan) {
    try {
      return plan.computedDigest().toBytes();
    } catch (IllegalArgumentException outOfRange) {
      throw new ClientException.NotVerified(
          "the plan was not verified: its terms are out of range");
    }
  }

  private void check(ReceivedPlan.Entry entry, Instant now) {
    require(
        PublicJwk.encoded(entry.context().digest()).equals(entry.id()),
        "an entry's id is not that of its terms");
    require(entry.maxDepth() == 1, "an entry allows to forward");
    boolean timely =
        entry.notAfter().isAfter(entry.notBefore())
            && !entry.notAfter().isAfter(now.plus(MAX_AHEAD));
    require(timely, "an entry lasts too long");
    checkSegment(entry);
    checkGrantee(entry);
  }

  private void checkSegment(ReceivedPlan.Entry entry) {
    SegmentLabel label =
        patient
            .label(entry.segment())
            .orElseThrow(
                () ->
                    new ClientException.NotVerified(
                        "the plan was not verified: a segment is not the patient's"));
    try (DelegatorSecretKey key = patient.keys().segment(label)) {
      require(key.publicKey().equals(entry.segmentKey()), "a segment's key is not the patient's");
    }
    String facet = label.facet().equals(SegmentLabel.NORMAL) ? NORMAL_FACET : label.facet();
    boolean asSaid =
        facet.equals(entry.meaning().facet())
            && label.classGroup().equals(entry.meaning().classGroup())
            && label.epoch().toString().equals(entry.meaning().epoch());
    require(asSaid, "a segment does not stand for what is said");
  }

  /** That whoever is named proved, for this server, to hold the key. */
  private void checkGrantee(ReceivedPlan.Entry entry) {
    String grantee = entry.grantee();
    require(grantee.matches("[A-Z][A-Za-z]+/[A-Za-z0-9\\-.]{1,64}"), "a grantee is nobody");
    boolean own =
        patient.segments().values().stream().distinct().anyMatch(label -> isKeyOf(label, entry));
    require(!own, "a grantee's key is one of the patient's own");
    boolean proven =
        keys.computeIfAbsent(grantee, this::keys)
            .each("key")
            .anyMatch(key -> proves(key, grantee, entry.granteeKey()));
    require(proven, "the key of " + grantee + " is not proven");
  }

  private boolean isKeyOf(SegmentLabel label, ReceivedPlan.Entry entry) {
    try (DelegatorSecretKey key = patient.keys().segment(label)) {
      return Arrays.equals(key.publicKey().x(), entry.granteeKey().x());
    }
  }

  private Parts keys(String subject) {
    FhirPreClient client =
        new FhirPreClient(http, FhirContext.forR4Cached(), ResourceOpener.keyless());
    if (client.received(subject + "/$keys") instanceof Parameters answer) {
      return Parts.of(answer);
    }
    throw Parts.unusable();
  }

  private boolean proves(Parts key, String subject, TerminalPublicKey expected) {
    if (!PublicJwk.terminal(key.text("key")).equals(expected)) {
      return false;
    }
    try {
      PossessionProof.fromBytes(PublicJwk.decoded(key.text("proof")))
          .verify(
              expected, RegistrationContext.forSubject(subject, http.base(), key.instant("time")));
      return true;
    } catch (PreException | IllegalArgumentException refused) {
      return false;
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ClientException.NotVerified("the plan was not verified: " + otherwise);
    }
  }
}
