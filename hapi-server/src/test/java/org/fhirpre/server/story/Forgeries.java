// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.story;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fhirpre.client.held.ReceivedPlan;
import org.fhirpre.crypto.ConsentContext;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.GrantSignature;
import org.fhirpre.crypto.GrantSigner;
import org.fhirpre.crypto.GrantTerms;
import org.fhirpre.crypto.KeyFragSigner;
import org.fhirpre.crypto.SegmentLabel;
import org.fhirpre.crypto.TerminalPublicKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.server.deployment.Party;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;

/** Uploads that each have one thing wrong: other key, end, segment, signer, signature, entry. */
record Forgeries(HeldPatient patient, Party granted, Party other) {

  List<Parameters> of(ReceivedPlan plan) {
    ReceivedPlan.Entry entry = plan.entries().get(0);
    ReceivedPlan.Entry elsewhere = plan.entries().get(1);
    Umbral umbral = Umbral.create(new SecureRandom());
    ConsentContext right = context(entry, granted.key().publicKey(), entry.notAfter());
    try (HeldPatient stranger = patient.stranger();
        GrantSigner signer = patient.keys.keys().grantSigner();
        GrantSigner strange = stranger.keys.keys().grantSigner();
        KeyFragSigner frags = patient.keys.keys().keyFragSigner();
        KeyFragSigner strangeFrags = stranger.keys.keys().keyFragSigner();
        DelegatorSecretKey segment = key(entry)) {
      GrantEdge good = edge(umbral, segment, frags, right);
      GrantEdge toOther =
          edge(umbral, segment, frags, context(entry, other.key().publicKey(), entry.notAfter()));
      GrantEdge longer =
          edge(
              umbral,
              segment,
              frags,
              context(entry, granted.key().publicKey(), entry.notAfter().plusSeconds(1)));
      GrantEdge otherSegment;
      try (DelegatorSecretKey another = key(elsewhere)) {
        otherSegment =
            edge(
                umbral,
                another,
                frags,
                context(elsewhere, granted.key().publicKey(), elsewhere.notAfter()));
      }
      GrantEdge otherSigner = edge(umbral, segment, strangeFrags, right);
      List<Parameters> forged = new ArrayList<>();
      for (GrantEdge bad : List.of(toOther, longer, otherSegment, otherSigner)) {
        forged.add(upload(plan, entry.id(), bad, signed(signer, plan, right, bad)));
      }
      forged.add(upload(plan, entry.id(), good, signed(strange, plan, right, good)));
      forged.add(upload(plan, "nothing", good, signed(signer, plan, right, good)));
      Parameters halfGood = upload(plan, entry.id(), good, signed(signer, plan, right, good));
      halfGood.addParameter(forged.get(0).getParameter().get(2));
      forged.add(halfGood);
      return forged;
    }
  }

  private DelegatorSecretKey key(ReceivedPlan.Entry entry) {
    SegmentLabel label = patient.keys.label(entry.segment()).orElseThrow();
    return patient.keys.keys().segment(label);
  }

  private ConsentContext context(
      ReceivedPlan.Entry entry, TerminalPublicKey delegatee, Instant notAfter) {
    return ConsentContext.builder()
        .consent(entry.consent())
        .version(entry.version())
        .patient(entry.patient())
        .segment(entry.segment())
        .delegator(entry.segmentKey())
        .delegatee(delegatee)
        .maxDepth(1)
        .notBefore(entry.notBefore())
        .notAfter(notAfter)
        .build();
  }

  private static GrantEdge edge(
      Umbral umbral, DelegatorSecretKey segment, KeyFragSigner signer, ConsentContext context) {
    return umbral.delegation().delegate(segment, signer, GrantTerms.single(context)).get(0);
  }

  private static byte[] signed(
      GrantSigner signer, ReceivedPlan plan, ConsentContext context, GrantEdge edge) {
    return GrantSignature.sign(
            signer, new GrantSignature.Statement(plan.digest(), context, List.of(edge)))
        .toBytes();
  }

  private static Parameters upload(
      ReceivedPlan plan, String entry, GrantEdge edge, byte[] signature) {
    Parameters upload = new Parameters();
    upload.addParameter("planId", new StringType(plan.planId()));
    upload.addParameter("digest", new Base64BinaryType(plan.digest().toBytes()));
    ParametersParameterComponent grant = upload.addParameter().setName("grant");
    grant.addPart().setName("entry").setValue(new StringType(entry));
    grant.addPart().setName("fragment").setValue(new Base64BinaryType(edge.toBytes()));
    grant.addPart().setName("signature").setValue(new Base64BinaryType(signature));
    return upload;
  }
}
