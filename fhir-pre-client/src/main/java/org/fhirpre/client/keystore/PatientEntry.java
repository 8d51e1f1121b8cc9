// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.keystore;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.fhirpre.crypto.PatientKeys;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentLabel;

/** One patient's keys and what the server calls its segments; thread-safe. */
public final class PatientEntry implements AutoCloseable {
  private final String patient;
  private final RootSeed seed;
  private final byte[] directory;
  private final PatientKeys keys;
  private final Map<SegmentId, SegmentLabel> segments = new ConcurrentHashMap<>();

  PatientEntry(String patient, RootSeed seed, byte[] directory) {
    this.patient = patient;
    this.seed = seed;
    this.directory = directory.clone();
    this.keys = PatientKeys.of(seed);
  }

  /** {@code Patient/<id>}. */
  public String patient() {
    return patient;
  }

  /** 16 random bytes, made once: the name of the patient's segment directory. */
  public byte[] directory() {
    return directory.clone();
  }

  /** Closed with the keystore. */
  public PatientKeys keys() {
    return keys;
  }

  public Optional<SegmentLabel> label(SegmentId segment) {
    return Optional.ofNullable(segments.get(segment));
  }

  public Map<SegmentId, SegmentLabel> segments() {
    return Map.copyOf(segments);
  }

  void add(SegmentId segment, SegmentLabel label) {
    segments.put(segment, label);
  }

  @Override
  public void close() {
    keys.close();
    seed.close();
  }
}
