// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.agent;

import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.fhirpre.client.agent.AgentMessages.PatientAnswer;
import org.fhirpre.client.agent.AgentMessages.PatientRequest;
import org.fhirpre.client.agent.AgentMessages.SegmentAnswer;
import org.fhirpre.client.agent.AgentMessages.SegmentRequest;
import org.fhirpre.client.agent.AgentMessages.SegmentsAnswer;
import org.fhirpre.client.agent.AgentMessages.SegmentsRequest;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.client.keystore.PatientEntry;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.crypto.KeyFragSigner;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentLabel;

/** Makes the public keys of patients and their segments, with proofs of possession. Thread-safe. */
final class PatientCalls {
  static final int MAX_ENTRIES = 1000;
  private static final int MAX_TEXT = 255;

  /** With a tilde it is the deployment, which owns what names no patient. */
  private static final Pattern PATIENT = Pattern.compile("Patient/~?[A-Za-z0-9\\-.]{1,64}");

  private final Keystore keystore;
  private final SecureRandom random;

  PatientCalls(Keystore keystore, SecureRandom random) {
    this.keystore = keystore;
    this.random = random;
  }

  PatientAnswer patient(PatientRequest request) {
    boolean wellFormed = PATIENT.matcher(request.patient()).matches() && isText(request.server());
    if (!wellFormed) {
      throw AgentRefusal.malformed();
    }
    RegistrationContext context =
        RegistrationContext.forSubject(
            request.patient(), request.server(), instant(request.time()));
    PatientEntry entry = keystore.patientOrNew(request.patient());
    try (KeyFragSigner signer = entry.keys().keyFragSigner()) {
      return new PatientAnswer(
          entry.patient(),
          encoded(entry.directory()),
          encoded(signer.verifyingKey().toBytes()),
          encoded(PossessionProof.prove(signer, context, random).toBytes()));
    }
  }

  SegmentsAnswer segments(SegmentsRequest request) {
    PatientEntry entry = known(request.patient());
    Map<SegmentId, SegmentLabel> asked = new LinkedHashMap<>();
    for (SegmentRequest each : bounded(request.segments())) {
      if (asked.put(SegmentId.parse(each.segment()), label(each)) != null) {
        throw AgentRefusal.malformed();
      }
    }
    if (!keystore.addSegments(entry, asked)) {
      throw AgentRefusal.segmentConflict();
    }
    return new SegmentsAnswer(
        asked.entrySet().stream()
            .map(each -> proven(entry, each.getKey(), each.getValue()))
            .toList());
  }

  PatientEntry known(String patient) {
    return keystore.patient(patient).orElseThrow(AgentRefusal::unknownPatient);
  }

  private SegmentAnswer proven(PatientEntry entry, SegmentId segment, SegmentLabel label) {
    try (DelegatorSecretKey key = entry.keys().segment(label)) {
      RegistrationContext context = RegistrationContext.forSegment(entry.directory(), segment);
      return new SegmentAnswer(
          segment.toString(),
          encoded(key.publicKey().toBytes()),
          encoded(PossessionProof.prove(key, context, random).toBytes()));
    }
  }

  private static SegmentLabel label(SegmentRequest request) {
    if (!isText(request.facet()) || !isText(request.group())) {
      throw AgentRefusal.malformed();
    }
    return new SegmentLabel(request.facet(), request.group(), Epoch.parse(request.epoch()));
  }

  static <T> List<T> bounded(List<T> entries) {
    if (entries.isEmpty()
        || entries.size() > MAX_ENTRIES
        || entries.stream().anyMatch(Objects::isNull)) {
      throw AgentRefusal.malformed();
    }
    return entries;
  }

  static boolean isText(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_TEXT
        && text.chars().noneMatch(Character::isISOControl);
  }

  static Instant instant(long epochSeconds) {
    try {
      if (epochSeconds >= 0) {
        return Instant.ofEpochSecond(epochSeconds);
      }
    } catch (DateTimeException tooLarge) {
      throw AgentRefusal.malformed();
    }
    throw AgentRefusal.malformed();
  }

  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Base64url without padding, in its one canonical form. */
  static byte[] decoded(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (!encoded(bytes).equals(text)) {
      throw AgentRefusal.malformed();
    }
    return bytes;
  }
}
