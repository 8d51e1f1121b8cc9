// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.memory;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.fhirpre.consent.GranteeKey;
import org.fhirpre.consent.Segment;
import org.fhirpre.crypto.ConsentContext;
import org.fhirpre.crypto.CryptoPeriod;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.crypto.GrantTerms;
import org.fhirpre.crypto.KeyFragSigner;
import org.fhirpre.crypto.KeyFragVerifyingKey;
import org.fhirpre.crypto.PatientKeys;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.crypto.SegmentLabel;
import org.fhirpre.crypto.TerminalPublicKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.crypto.VerifiedGrant;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.fhirpre.interceptor.spi.PatientNotEnrolled;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;

/** Directory and key agent in one: patients enrol when first written, unless told otherwise. */
public final class MemoryPatients implements KeyDirectory {
  private final SecureRandom random = new SecureRandom();
  private final Umbral umbral;
  private final Map<String, PatientKeys> patients = new ConcurrentHashMap<>();
  private final Map<SegmentId, SegmentOwner> segments = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  /** Calls of {@link #openSegment}. */
  public final AtomicInteger opened = new AtomicInteger();

  public MemoryPatients(Umbral umbral) {
    this.umbral = umbral;
  }

  /** Writes for this patient are refused from now on. */
  public void refuse(String patientId) {
    refused.add(patientId);
  }

  @Override
  public SegmentKey openSegment(String patientId, Facet facet, ClassGroup classGroup) {
    opened.incrementAndGet();
    if (refused.contains(patientId)) {
      throw new PatientNotEnrolled();
    }
    Segment segment =
        segments(patientId).stream()
            .filter(s -> s.facet().equals(facet) && s.classGroup() == classGroup)
            .findFirst()
            .orElseGet(() -> create(patientId, facet, classGroup));
    return new SegmentKey(segment.id(), segment.key());
  }

  private Segment create(String patientId, Facet facet, ClassGroup classGroup) {
    Epoch epoch = Epoch.of(Instant.now(), CryptoPeriod.YEAR);
    SegmentId id = SegmentId.random(random);
    try (DelegatorSecretKey secret = secret(patientId, facet, classGroup, epoch)) {
      Segment segment = new Segment(id, secret.publicKey(), facet, classGroup, epoch);
      segments.put(id, new SegmentOwner(patientId, segment));
      return segment;
    }
  }

  /** The agent's part: the secret key of one segment. */
  public DelegatorSecretKey secret(SegmentId id) {
    SegmentOwner owner = segment(id).orElseThrow();
    Segment segment = owner.segment();
    return secret(owner.patientId(), segment.facet(), segment.classGroup(), segment.epoch());
  }

  private DelegatorSecretKey secret(String patient, Facet facet, ClassGroup group, Epoch epoch) {
    return keys(patient).segment(new SegmentLabel(facet.keyLabel(), group.code(), epoch));
  }

  private PatientKeys keys(String patientId) {
    return patients.computeIfAbsent(
        patientId,
        missing -> {
          try (RootSeed seed = RootSeed.random(random)) {
            return PatientKeys.of(seed);
          }
        });
  }

  /** The agent's part: a grant of one segment. */
  public VerifiedGrant grant(SegmentId id, TerminalPublicKey reader) {
    SegmentOwner owner = segment(id).orElseThrow();
    try (DelegatorSecretKey secret = secret(id);
        KeyFragSigner signer = keys(owner.patientId()).keyFragSigner()) {
      ConsentContext context =
          ConsentContext.builder()
              .consent("Consent/1")
              .version("1")
              .patient("Patient/" + owner.patientId())
              .segment(id)
              .delegator(secret.publicKey())
              .delegatee(reader)
              .purposes(Set.of())
              .maxDepth(1)
              .notBefore(Instant.EPOCH)
              .notAfter(Instant.parse("2099-01-01T00:00:00Z"))
              .build();
      return umbral
          .delegation()
          .delegate(secret, signer, GrantTerms.single(context))
          .get(0)
          .verify(signer.verifyingKey());
    }
  }

  @Override
  public List<Segment> segments(String patientId) {
    List<Segment> of = new ArrayList<>();
    segments.values().stream()
        .filter(owner -> owner.patientId().equals(patientId))
        .forEach(owner -> of.add(owner.segment()));
    return of;
  }

  @Override
  public Optional<SegmentOwner> segment(SegmentId id) {
    return Optional.ofNullable(segments.get(id));
  }

  @Override
  public Optional<KeyFragVerifyingKey> keyFragKey(String patientId) {
    try (KeyFragSigner signer = keys(patientId).keyFragSigner()) {
      return Optional.of(signer.verifyingKey());
    }
  }

  @Override
  public Optional<GranteeKey> receivingKey(String subject) {
    return Optional.empty();
  }
}
