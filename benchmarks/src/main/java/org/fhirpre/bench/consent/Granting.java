// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.consent;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fhirpre.consent.Directory;
import org.fhirpre.consent.GrantPlanner;
import org.fhirpre.consent.GranteeKey;
import org.fhirpre.consent.NormalConsent;
import org.fhirpre.consent.PlanEntry;
import org.fhirpre.consent.Segment;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.GrantTerms;
import org.fhirpre.crypto.KeyFragSigner;
import org.fhirpre.crypto.KeyFragVerifyingKey;
import org.fhirpre.crypto.PatientKeys;
import org.fhirpre.crypto.PractitionerKeys;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentLabel;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The grants of an IHE PCF basic Consent, for a patient with a segment of each class-group in the
 * bands N and R: the plan, a key fragment as the agent makes it from the patient's seed, and its
 * verification as the server does it. No HTTP, no database.
 */
@State(Scope.Benchmark)
public class Granting {
  private static final Epoch EPOCH = Epoch.parse("2026");

  private final SecureRandom random = new SecureRandom();
  private final Umbral umbral = Umbral.create(random);
  private final PatientKeys patient = patient();
  private final GranteeKey community = community();
  private final Directory directory = SampleConsents.directory(this::key);
  private final NormalConsent consent = SampleConsents.basic(this::key);
  private final Map<SegmentId, SegmentLabel> labels = new HashMap<>();
  private final List<Segment> segments = segments();
  private final KeyFragVerifyingKey kfragKey = kfragKey();
  private final List<PlanEntry> entries = entries();
  private final byte[] sent = delegated(entries.get(0)).toBytes();

  private Optional<GranteeKey> key(String subject) {
    return subject.equals(Directory.COMMUNITY) ? Optional.of(community) : Optional.empty();
  }

  private PatientKeys patient() {
    try (RootSeed seed = RootSeed.random(random)) {
      return PatientKeys.of(seed);
    }
  }

  private GranteeKey community() {
    try (RootSeed seed = RootSeed.random(random);
        PractitionerKeys keys = PractitionerKeys.of(seed);
        TerminalSecretKey secret = keys.terminal(0)) {
      return new GranteeKey(Directory.COMMUNITY, secret.publicKey());
    }
  }

  private KeyFragVerifyingKey kfragKey() {
    try (KeyFragSigner signer = patient.keyFragSigner()) {
      return signer.verifyingKey();
    }
  }

  private List<Segment> segments() {
    List<Segment> made = new ArrayList<>();
    for (String facet : List.of("N", "R")) {
      for (ClassGroup group : ClassGroup.values()) {
        SegmentLabel label = new SegmentLabel(Facet.of(facet).keyLabel(), group.code(), EPOCH);
        SegmentId id = SegmentId.random(random);
        labels.put(id, label);
        try (DelegatorSecretKey secret = patient.segment(label)) {
          made.add(new Segment(id, secret.publicKey(), Facet.of(facet), group, EPOCH));
        }
      }
    }
    return made;
  }

  /** How many key fragments the Consent needs. */
  int fragments() {
    return entries.size();
  }

  private List<PlanEntry> entries() {
    return GrantPlanner.plan(
            SampleConsents.PATIENT, List.of(consent), segments, directory, SampleConsents.NOW)
        .entries();
  }

  @Benchmark
  public List<PlanEntry> plan() {
    return entries();
  }

  /** The agent's part. */
  @Benchmark
  public byte[] key_fragment() {
    return delegated(entries.get(0)).toBytes();
  }

  /** The server's part. */
  @Benchmark
  public Object verification() {
    return GrantEdge.fromBytes(sent).verify(kfragKey);
  }

  private GrantEdge delegated(PlanEntry entry) {
    SegmentLabel label = Optional.ofNullable(labels.get(entry.segment().id())).orElseThrow();
    try (DelegatorSecretKey secret = patient.segment(label);
        KeyFragSigner signer = patient.keyFragSigner()) {
      return umbral
          .delegation()
          .delegate(secret, signer, GrantTerms.single(entry.context()))
          .get(0);
    }
  }
}
