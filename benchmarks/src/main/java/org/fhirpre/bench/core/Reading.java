// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fhirpre.crypto.ConsentContext;
import org.fhirpre.crypto.DelegationPath;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.crypto.ForwardSecretKey;
import org.fhirpre.crypto.GrantTerms;
import org.fhirpre.crypto.HopEdge;
import org.fhirpre.crypto.HopSigner;
import org.fhirpre.crypto.HopTerms;
import org.fhirpre.crypto.KeyFragSigner;
import org.fhirpre.crypto.MembershipContext;
import org.fhirpre.crypto.OrganisationKeys;
import org.fhirpre.crypto.PatientKeys;
import org.fhirpre.crypto.PractitionerKeys;
import org.fhirpre.crypto.ReceivingPublicKey;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.crypto.SegmentLabel;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.Threshold;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.crypto.VerifiedCapsule;
import org.fhirpre.crypto.VerifiedGrant;
import org.fhirpre.crypto.VerifiedHop;
import org.fhirpre.crypto.VerifiedPrecursor;

/** One patient, one segment, groups behind one another, one reader at the end. */
final class Reading {
  private static final Epoch EPOCH = Epoch.parse("2026");
  private static final Instant FROM = Instant.ofEpochSecond(1_767_225_600);
  private static final Instant TO = Instant.ofEpochSecond(1_798_761_600);

  final SecureRandom random = new SecureRandom();
  final Umbral umbral = Umbral.create(Variant.ofThisProcess(), random);
  final PatientKeys patient = PatientKeys.of(RootSeed.random(random));
  final DelegatorSecretKey delegator =
      patient.segment(new SegmentLabel(SegmentLabel.NORMAL, "clinical", EPOCH));
  final KeyFragSigner signer = patient.keyFragSigner();
  final OrganisationKeys organisation = OrganisationKeys.of(RootSeed.random(random));
  final HopSigner hopSigner = organisation.hopSigner();
  final PractitionerKeys practitioner = PractitionerKeys.of(RootSeed.random(random));
  final TerminalSecretKey reader = practitioner.terminal(0);
  final SegmentId segment = SegmentId.random(random);
  final List<SegmentKey> segments = List.of(new SegmentKey(segment, delegator.publicKey()));

  ForwardSecretKey group(int index) {
    return organisation.forward("https://example.org/groups|" + index, EPOCH);
  }

  GrantTerms terms(ReceivingPublicKey to) {
    return GrantTerms.single(
        ConsentContext.builder()
            .consent("Consent/1")
            .version("1")
            .patient("Patient/1")
            .segment(segment)
            .delegator(delegator.publicKey())
            .delegatee(to)
            .purposes(Set.of("http://terminology.hl7.org/CodeSystem/v3-ActReason|TREAT"))
            .maxDepth(4)
            .notBefore(FROM)
            .notAfter(TO)
            .build());
  }

  VerifiedGrant grant(ReceivingPublicKey to) {
    return umbral
        .delegation()
        .delegate(delegator, signer, terms(to))
        .get(0)
        .verify(signer.verifyingKey(), to);
  }

  HopTerms hopTerms(ForwardSecretKey from, ReceivingPublicKey to) {
    return new HopTerms(
        MembershipContext.builder()
            .group("Organization/1")
            .member("Practitioner/1")
            .role("https://example.org/role|physician")
            .forwardKeyId(new byte[16])
            .from(from.publicKey())
            .to(to)
            .maxDepth(3)
            .notBefore(FROM)
            .notAfter(TO)
            .build(),
        Threshold.SINGLE);
  }

  HopEdge forward(ForwardSecretKey from, ReceivingPublicKey to) {
    return umbral.forwarding().forward(from, hopSigner, hopTerms(from, to)).get(0);
  }

  VerifiedHop hop(ForwardSecretKey from, ReceivingPublicKey to) {
    return forward(from, to).verify(hopSigner.verifyingKey(), to);
  }

  VerifiedCapsule capsule() {
    return umbral.encapsulation().encapsulate(segments).shares().get(0).capsule();
  }

  /** A path of so many edges without proofs, and the grant that it starts with. */
  Chain chain(int edges) {
    List<ReceivingPublicKey> receivers = new ArrayList<>();
    for (int i = 1; i < edges; i++) {
      receivers.add(group(i).publicKey());
    }
    receivers.add(reader.publicKey());
    VerifiedGrant grant = grant(receivers.get(0));
    DelegationPath path = grant.path();
    VerifiedPrecursor previous = grant.precursor();
    for (int i = 1; i < edges; i++) {
      VerifiedHop hop = hop(group(i), receivers.get(i));
      path = path.then(umbral.reencryptor().hop(previous, hop));
      previous = hop.precursor();
    }
    return new Chain(grant, path);
  }

  record Chain(VerifiedGrant grant, DelegationPath path) {}
}
