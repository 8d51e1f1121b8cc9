// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.held;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.client.keystore.PatientEntry;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.DirectoryEdition;
import org.fhirpre.crypto.DirectoryEntry;
import org.fhirpre.crypto.DirectorySigner;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.SecretKey;
import org.fhirpre.crypto.SegmentDirectory;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentLabel;
import org.fhirpre.crypto.VerifiedDirectory;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;

/**
 * Publishes the public side of a patient's keys: her signing keys once, and editions of her segment
 * directory, which have a key for everything that may be written about her this year and the next.
 */
public final class Publication {
  private final Keystore keystore;
  private final PatientEntry patient;
  private final String server;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param keystore open for additions
   * @param server base address, as the server calls itself
   */
  public Publication(Keystore keystore, PatientEntry patient, String server) {
    this.keystore = keystore;
    this.patient = patient;
    this.server = server;
  }

  /** The request that stores nothing and is answered with what is missing. */
  public static Parameters question() {
    return new Parameters().addParameter("agent", new CodeType("patient-held"));
  }

  /**
   * What is to be sent after such an answer; empty if nothing is missing.
   *
   * @throws ClientException.NotVerified if the server knows other keys of the patient
   */
  public Optional<Parameters> following(Parameters answer, Instant now) {
    Parts parts = Parts.of(answer);
    Optional<VerifiedDirectory> published = published(parts);
    List<SegmentLabel> missing = parts.each("missing").map(Publication::label).toList();
    if (published.isPresent() && missing.isEmpty()) {
      return Optional.empty();
    }
    Parameters request = question();
    if (published.isEmpty()) {
      signingKeys(request, now.truncatedTo(ChronoUnit.SECONDS));
    }
    byte[] edition = edition(published, missing, now).toBytes();
    request.addParameter("directory", new Base64BinaryType(edition));
    return Optional.of(request);
  }

  private Optional<VerifiedDirectory> published(Parts answer) {
    if (answer.named("directory").findAny().isEmpty()) {
      return Optional.empty();
    }
    try (DirectorySigner signer = patient.keys().directorySigner()) {
      VerifiedDirectory directory =
          SegmentDirectory.fromBytes(answer.bytes("directory")).verify(signer.verifyingKey());
      remember(directory);
      return Optional.of(directory);
    } catch (PreException refused) {
      throw new ClientException.NotVerified("the server knows other keys of this patient");
    }
  }

  /** A client that lost its segments finds them again. */
  private void remember(VerifiedDirectory directory) {
    Map<SegmentId, SegmentLabel> segments = new LinkedHashMap<>();
    directory.entries().forEach(entry -> segments.put(entry.segment(), entry.label()));
    store(segments);
  }

  private void store(Map<SegmentId, SegmentLabel> segments) {
    if (!keystore.addSegments(patient, segments)) {
      throw new ClientException.NotVerified("the keystore knows a segment as something else");
    }
  }

  private SegmentDirectory edition(
      Optional<VerifiedDirectory> published, List<SegmentLabel> missing, Instant now) {
    byte[] id = published.map(VerifiedDirectory::id).orElseGet(patient::directory);
    List<DirectoryEntry> entries =
        new ArrayList<>(published.map(VerifiedDirectory::entries).orElse(List.of()));
    Map<SegmentId, SegmentLabel> added = named(missing);
    store(added);
    added.forEach((segment, label) -> entries.add(entry(id, segment, label)));
    DirectoryEdition edition = new DirectoryEdition(now, entries);
    try (DirectorySigner signer = patient.keys().directorySigner()) {
      return published
          .map(before -> SegmentDirectory.following(before, edition, signer))
          .orElseGet(() -> SegmentDirectory.first(id, edition, signer));
    }
  }

  /** With the ids of an attempt before, if there was one. */
  private Map<SegmentId, SegmentLabel> named(List<SegmentLabel> labels) {
    Map<SegmentLabel, SegmentId> known = new HashMap<>();
    patient.segments().forEach((segment, label) -> known.put(label, segment));
    Map<SegmentId, SegmentLabel> named = new LinkedHashMap<>();
    for (SegmentLabel label : labels) {
      SegmentId id =
          Optional.ofNullable(known.get(label)).orElseGet(() -> SegmentId.random(random));
      named.put(id, label);
    }
    return named;
  }

  private DirectoryEntry entry(byte[] directory, SegmentId segment, SegmentLabel label) {
    try (DelegatorSecretKey key = patient.keys().segment(label)) {
      PossessionProof proof =
          PossessionProof.prove(key, RegistrationContext.forSegment(directory, segment), random);
      return new DirectoryEntry(segment, label, key.publicKey(), proof);
    }
  }

  private void signingKeys(Parameters request, Instant time) {
    request.addParameter("time", new InstantType(time.toString()));
    RegistrationContext context = RegistrationContext.forSubject(patient.patient(), server, time);
    try (SecretKey fragments = patient.keys().keyFragSigner();
        SecretKey grants = patient.keys().grantSigner();
        SecretKey directory = patient.keys().directorySigner()) {
      key(request.addParameter(), "signing/kfrag", fragments, context);
      key(request.addParameter(), "signing/grant", grants, context);
      key(request.addParameter(), "signing/directory", directory, context);
    }
  }

  private void key(
      ParametersParameterComponent part, String role, SecretKey key, RegistrationContext context) {
    byte[] proof = PossessionProof.prove(key, context, random).toBytes();
    part.setName("key");
    part.addPart().setName("role").setValue(new CodeType(role));
    part.addPart().setName("key").setValue(new StringType(PublicJwk.of(key.publicKey()).toJson()));
    part.addPart().setName("proof").setValue(new StringType(PublicJwk.encoded(proof)));
  }

  private static SegmentLabel label(Parts missing) {
    try {
      return new SegmentLabel(
          missing.text("facet"), missing.text("classGroup"), Epoch.parse(missing.text("epoch")));
    } catch (IllegalArgumentException malformed) {
      throw Parts.unusable();
    }
  }
}
