// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import ca.uhn.fhir.context.FhirContext;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.fhirpre.crypto.ConsentContext;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.GrantTerms;
import org.fhirpre.crypto.KeyFragSigner;
import org.fhirpre.crypto.PatientKeys;
import org.fhirpre.crypto.PractitionerKeys;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.crypto.SegmentLabel;
import org.fhirpre.crypto.Share;
import org.fhirpre.crypto.TerminalPublicKey;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.VerifiedGrant;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/** One patient, one reader with a grant, one stranger, a writer and a proxy: all real. */
public final class TestWard implements AutoCloseable {
  public static final FhirContext CONTEXT = FhirContext.forR4Cached();
  public static final String FINDING = "Marker finding 4711";
  private static final SecureRandom RANDOM = new SecureRandom();

  public final TestSealer sealer = new TestSealer();
  final PatientKeys patient;
  final TerminalSecretKey reader;
  final TerminalSecretKey stranger = terminal();
  public final Map<SegmentId, SegmentLabel> labels = new LinkedHashMap<>();
  private final Map<SegmentId, VerifiedGrant> grants = new LinkedHashMap<>();

  TestWard() {
    this(patientKeys(), terminal());
  }

  /** With keys from a keystore. */
  public TestWard(PatientKeys patient, TerminalSecretKey reader) {
    this.patient = patient;
    this.reader = reader;
  }

  public static PatientKeys patientKeys() {
    try (RootSeed seed = RootSeed.random(RANDOM)) {
      return PatientKeys.of(seed);
    }
  }

  public static TerminalSecretKey terminal() {
    try (RootSeed seed = RootSeed.random(RANDOM);
        PractitionerKeys keys = PractitionerKeys.of(seed)) {
      return keys.terminal(0);
    }
  }

  /** A new segment, granted to the reader. */
  public SegmentKey segment(String facet) {
    SegmentId id = SegmentId.random(RANDOM);
    SegmentLabel label = new SegmentLabel(facet, "diagnostics", Epoch.parse("2026"));
    labels.put(id, label);
    try (DelegatorSecretKey key = patient.segment(label)) {
      grants.put(id, grant(id, key, reader.publicKey()));
      return new SegmentKey(id, key.publicKey());
    }
  }

  VerifiedGrant grant(SegmentId id, DelegatorSecretKey key, TerminalPublicKey to) {
    ConsentContext context =
        ConsentContext.builder()
            .consent("Consent/1")
            .version("1")
            .patient("Patient/1")
            .segment(id)
            .delegator(key.publicKey())
            .delegatee(to)
            .maxDepth(1)
            .notBefore(Instant.parse("2026-01-01T00:00:00Z"))
            .notAfter(Instant.parse("2027-01-01T00:00:00Z"))
            .build();
    try (KeyFragSigner signer = patient.keyFragSigner()) {
      GrantEdge edge =
          sealer.umbral.delegation().delegate(key, signer, GrantTerms.single(context)).get(0);
      return GrantEdge.fromBytes(edge.toBytes()).verify(signer.verifyingKey());
    }
  }

  public TestSealer.Sealed seal(Resource resource, SegmentKey... segments) {
    return sealer.seal(resource, 3, Arrays.asList(segments));
  }

  public List<Extension> ownerShares(TestSealer.Sealed sealed) {
    List<Extension> shares = new ArrayList<>();
    for (Share share : sealed.shares()) {
      try (DelegatorSecretKey key =
          patient.segment(Objects.requireNonNull(labels.get(share.segment())))) {
        shares.add(TestSealer.share(share, key.publicKey().toBytes()));
      }
    }
    return shares;
  }

  /** What the proxy does for the reader. */
  List<Extension> readerShares(TestSealer.Sealed sealed) {
    List<Extension> shares = ownerShares(sealed);
    for (int i = 0; i < shares.size(); i++) {
      Share share = sealed.shares().get(i);
      VerifiedGrant grant = Objects.requireNonNull(grants.get(share.segment()));
      byte[] transformed =
          sealer.umbral.reencryptor().reencrypt(share.capsule(), grant.keyFrag()).toBytes();
      TestSealer.delegate(shares.get(i), grant.path(), transformed);
    }
    return shares;
  }

  public Observation shownToReader(String id) {
    TestSealer.Sealed sealed = seal(observation(id), segment("NORMAL"));
    return shell(id, TestSealer.envelope(sealed, readerShares(sealed)));
  }

  public static Observation observation(String id) {
    Observation observation = new Observation();
    observation.setId(id);
    observation.getMeta().addSecurity().setSystem("urn:test").setCode("HIV");
    observation.setStatus(Observation.ObservationStatus.FINAL);
    observation.getCode().setText(FINDING);
    observation.setSubject(new Reference("Patient/1"));
    observation.setEffective(new DateTimeType("2026-05-01"));
    observation.setValue(new StringType("positive"));
    return observation;
  }

  public static Observation shell(String id, Extension envelope) {
    Observation shell = new Observation();
    shell.setId("Observation/" + id);
    shell
        .getMeta()
        .setVersionId("3")
        .setLastUpdatedElement(new InstantType("2026-06-01T10:00:00Z"))
        .addSecurity()
        .setCode("MASKED");
    shell.setStatus(Observation.ObservationStatus.FINAL);
    shell.setSubject(new Reference("Patient/1"));
    return TestSealer.carry(shell, envelope);
  }

  Binary sealedBinary(String id, byte[] data) {
    Binary binary = new Binary();
    binary.setId(id);
    binary.setContentType("text/plain").setData(data);
    TestSealer.Sealed sealed = seal(binary, segment("NORMAL"));
    Binary shell = new Binary();
    shell.setId(id);
    shell.getMeta().setVersionId("3");
    return TestSealer.carry(shell, TestSealer.envelope(sealed, readerShares(sealed)));
  }

  SigningKeys writers() {
    return SigningKeys.of(List.of(sealer.signingKey.toPublicJWK()));
  }

  EnvelopeOpener readersOpener() {
    return openerFor(reader);
  }

  EnvelopeOpener openerFor(TerminalSecretKey key) {
    return new EnvelopeOpener(CONTEXT, OpeningKeys.ofReader(List.of(key)), writers());
  }

  EnvelopeOpener ownersOpener() {
    return new EnvelopeOpener(
        CONTEXT,
        OpeningKeys.ofOwner(
            segment -> Optional.ofNullable(labels.get(segment)).map(patient::segment)),
        writers());
  }

  /** As it looks after a trip over the wire. */
  static <T extends Resource> T sent(Class<T> type, T resource) {
    String json = CONTEXT.newJsonParser().encodeResourceToString(resource);
    return CONTEXT.newJsonParser().parseResource(type, json);
  }

  public static Bundle searchset(Resource... entries) {
    Bundle bundle = new Bundle().setType(Bundle.BundleType.SEARCHSET);
    for (Resource entry : entries) {
      bundle
          .addEntry()
          .setFullUrl("http://localhost/fhir/" + entry.fhirType() + "/" + entry.getIdPart())
          .setResource(entry)
          .getSearch()
          .setMode(Bundle.SearchEntryMode.MATCH);
    }
    return bundle;
  }

  @Override
  public void close() {
    patient.close();
    reader.close();
    stranger.close();
  }
}
