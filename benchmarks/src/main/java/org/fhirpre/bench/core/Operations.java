// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.fhirpre.crypto.Capsule;
import org.fhirpre.crypto.ConsentContext;
import org.fhirpre.crypto.DelegationPath;
import org.fhirpre.crypto.DelegationSecret;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.GrantTerms;
import org.fhirpre.crypto.KeyFragSigner;
import org.fhirpre.crypto.KeySeed;
import org.fhirpre.crypto.PatientKeys;
import org.fhirpre.crypto.PractitionerKeys;
import org.fhirpre.crypto.ReencryptedCapsule;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.SealedKey;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.crypto.SegmentLabel;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.crypto.VerifiedCapsule;
import org.fhirpre.crypto.VerifiedDelegationPath;
import org.fhirpre.crypto.VerifiedGrant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One patient, one segment, one grantee: each step of the way of a key, on parsed objects. */
@State(Scope.Benchmark)
public class Operations {

  private static final String TREATMENT =
      "http://terminology.hl7.org/CodeSystem/v3-ActReason|TREAT";

  private final SecureRandom random = new SecureRandom();
  private final Umbral umbral = Umbral.create(random);
  private final PatientKeys patient = PatientKeys.of(RootSeed.random(random));
  private final DelegatorSecretKey delegator =
      patient.segment(new SegmentLabel(SegmentLabel.NORMAL, "clinical", Epoch.parse("2026")));
  private final KeyFragSigner signer = patient.keyFragSigner();
  private final TerminalSecretKey reader = PractitionerKeys.of(RootSeed.random(random)).terminal(0);
  private final SegmentId segment = SegmentId.random(random);
  private final List<SegmentKey> segments = List.of(new SegmentKey(segment, delegator.publicKey()));
  private final ConsentContext context = context();
  private final GrantEdge edge =
      umbral.delegation().delegate(delegator, signer, GrantTerms.single(context)).get(0);
  private final VerifiedGrant grant = edge.verify(signer.verifyingKey());
  private final DelegationPath path = grant.path();
  private final VerifiedDelegationPath verifiedPath = path.verify(reader.publicKey());
  private final VerifiedCapsule capsule =
      umbral.encapsulation().encapsulate(segments).shares().get(0).capsule();
  private final Capsule parsed = Capsule.fromSimple(capsule.toSimple());
  private final ReencryptedCapsule transformed =
      umbral.reencryptor().reencrypt(capsule, grant.keyFrag());
  private final DelegationSecret secret = umbral.decapsulation().unwind(reader, verifiedPath);

  private ConsentContext context() {
    return ConsentContext.builder()
        .consent("Consent/1")
        .version("1")
        .patient("Patient/1")
        .segment(segment)
        .delegator(delegator.publicKey())
        .delegatee(reader.publicKey())
        .purposes(Set.of(TREATMENT))
        .maxDepth(1)
        .notBefore(Instant.ofEpochSecond(1_767_225_600))
        .notAfter(Instant.ofEpochSecond(1_798_761_600))
        .build();
  }

  @Benchmark
  public SealedKey encapsulate() {
    return umbral.encapsulation().encapsulate(segments);
  }

  @Benchmark
  public VerifiedCapsule capsuleCheck() {
    return parsed.verify();
  }

  @Benchmark
  public GrantEdge delegate() {
    return umbral.delegation().delegate(delegator, signer, GrantTerms.single(context)).get(0);
  }

  @Benchmark
  public VerifiedGrant grantVerify() {
    return edge.verify(signer.verifyingKey());
  }

  @Benchmark
  public ReencryptedCapsule transform() {
    return umbral.reencryptor().reencrypt(capsule, grant.keyFrag());
  }

  @Benchmark
  public VerifiedDelegationPath pathVerify() {
    return path.verify(reader.publicKey());
  }

  @Benchmark
  public DelegationSecret unwind() {
    return umbral.decapsulation().unwind(reader, verifiedPath);
  }

  @Benchmark
  public KeySeed open() {
    return umbral.decapsulation().open(secret, transformed);
  }

  @Benchmark
  public KeySeed decapsulateOriginal() {
    return umbral.decapsulation().decapsulateOriginal(delegator, capsule);
  }
}
