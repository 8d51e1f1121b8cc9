// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.consent.Segment;
import org.fhirpre.crypto.DirectoryEntry;
import org.fhirpre.crypto.DirectoryVerifyingKey;
import org.fhirpre.crypto.GrantVerifyingKey;
import org.fhirpre.crypto.KeyFragVerifyingKey;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.PublicKey;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.SegmentDirectory;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.VerifiedDirectory;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.EnrolledPatient;
import org.fhirpre.interceptor.jdbc.HeldKeys;
import org.fhirpre.interceptor.jdbc.SegmentStore;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;

/**
 * Enrols patients who hold their keys themselves, and takes the later editions of their segment
 * directories. What a client presents is believed with its proofs only; all of it is stored or
 * none.
 *
 * <p>Thread safety: called concurrently.
 */
public final class HeldEnrolment {
  private static final int MAX_SEGMENTS = 4_000;

  private final KeyStores stores;
  private final Enrolment enrolment;

  public HeldEnrolment(KeyStores stores, Enrolment enrolment) {
    this.stores = stores;
    this.enrolment = enrolment;
  }

  /** A key with the proof that whoever brings it has its secret. */
  record Proven<K extends PublicKey>(K key, PossessionProof possession) {}

  /**
   * The signing keys of a patient as her client presents them.
   *
   * @param time of the proofs, whole seconds
   */
  record SigningKeys(
      Proven<KeyFragVerifyingKey> keyFrag,
      Proven<GrantVerifyingKey> grant,
      Proven<DirectoryVerifyingKey> directory,
      Instant time) {}

  /** What a segment stands for. */
  record Label(Facet facet, ClassGroup classGroup, String epoch) {}

  /**
   * Enrols a patient, or takes the next edition of the directory of one who is enrolled.
   *
   * @param keys not needed any more once she is enrolled
   * @throws PreException.VerificationFailed if a proof, a signature or the chain of editions does
   *     not hold
   */
  EnrolledPatient take(String patientId, Optional<SigningKeys> keys, SegmentDirectory directory) {
    return stores
        .transactions()
        .run(
            () -> {
              if (!stores.patients().lock(patientId)) {
                enrol(patientId, keys.orElseThrow(HeldEnrolment::keysMissing), directory);
              } else {
                follow(patientId, directory);
              }
              return stores.patients().find(patientId).orElseThrow();
            });
  }

  private void enrol(String patientId, SigningKeys keys, SegmentDirectory directory) {
    Duration distance = Duration.between(keys.time(), enrolment.clock().instant()).abs();
    if (distance.compareTo(KeyRegistration.TOLERANCE) > 0) {
      throw FhirErrors.badRequest("proof-out-of-date", "The time of the proofs is not about now");
    }
    RegistrationContext context =
        RegistrationContext.forSubject("Patient/" + patientId, enrolment.serverBase(), keys.time());
    verify(keys.keyFrag(), context);
    verify(keys.grant(), context);
    verify(keys.directory(), context);
    VerifiedDirectory edition = directory.verify(keys.directory().key());
    boolean added =
        stores
            .patients()
            .add(
                new EnrolledPatient(
                    patientId,
                    EnrolledPatient.AgentKind.PATIENT_HELD,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(edition.id()),
                    keys.keyFrag().key(),
                    keys.keyFrag().possession(),
                    keys.time()));
    if (!added) {
      throw enrolledAlready();
    }
    stores
        .held()
        .put(
            new HeldKeys(
                patientId,
                keys.grant().key(),
                keys.grant().possession(),
                keys.directory().key(),
                keys.directory().possession(),
                directory));
    publish(patientId, edition);
  }

  private void verify(Proven<?> proven, RegistrationContext context) {
    proven.possession().verify(proven.key(), context);
    boolean used =
        stores.subjects().known(proven.key().id()) || stores.subjects().usedByPatient(proven.key());
    if (used) {
      throw inUse();
    }
  }

  private void follow(String patientId, SegmentDirectory directory) {
    HeldKeys held = stores.held().find(patientId).orElseThrow(HeldEnrolment::enrolledAlready);
    if (Arrays.equals(directory.toBytes(), held.directory().toBytes())) {
      return;
    }
    VerifiedDirectory before = held.directory().verify(held.directoryKey());
    publish(patientId, directory.verify(held.directoryKey(), before));
    stores.held().put(held.with(directory));
    if (stores.consents().hasActive(patientId)) {
      stores.outbox().enqueue(patientId, enrolment.clock().instant());
      TouchedPatients.of(stores.transactions()).add(patientId);
    }
  }

  /** Adds what is new; what is known must be there unchanged. */
  private void publish(String patientId, VerifiedDirectory edition) {
    if (edition.entries().size() > MAX_SEGMENTS) {
      throw FhirErrors.limitExceeded("A directory may have at most " + MAX_SEGMENTS + " entries");
    }
    Map<SegmentId, Segment> known = new HashMap<>();
    Set<Facet> inUse = new HashSet<>(Set.of(Facet.of("N")));
    for (SegmentStore.Known each : stores.segments().ofPatient(patientId)) {
      known.put(each.segment().id(), each.segment());
      if (each.used()) {
        inUse.add(each.segment().facet());
      }
    }
    List<DirectoryEntry> fresh =
        edition.entries().stream().filter(entry -> !known.containsKey(entry.segment())).toList();
    if (stores.subjects().anyKnown(fresh.stream().map(entry -> entry.key().id()).toList())) {
      throw inUse();
    }
    for (DirectoryEntry entry : edition.entries()) {
      Segment segment = segment(entry);
      if (known.containsKey(segment.id())) {
        require(segment.equals(known.remove(segment.id())));
      } else {
        add(patientId, segment, entry.possession(), inUse);
      }
    }
    require(known.isEmpty());
  }

  private void add(
      String patientId, Segment segment, PossessionProof possession, Set<Facet> inUse) {
    SegmentStore.Counting counting =
        inUse.contains(segment.facet())
            ? SegmentStore.Counting.PLANNED
            : SegmentStore.Counting.NOT_YET;
    if (!stores.segments().publish(patientId, segment, possession, counting)) {
      throw inUse();
    }
  }

  private static Segment segment(DirectoryEntry entry) {
    Facet facet =
        Facet.ofKeyLabel(entry.label().facet())
            .orElseThrow(
                () -> FhirErrors.badRequest("malformed-encoding", "directory: unknown facet"));
    return new Segment(
        entry.segment(),
        entry.key(),
        facet,
        ClassGroup.of(entry.label().classGroup()),
        entry.label().epoch());
  }

  /** What writes of this and the next epoch may need and has not been published. */
  List<Label> missing(String patientId) {
    Set<Label> published = new HashSet<>();
    stores
        .segments()
        .ofPatient(patientId)
        .forEach(
            known ->
                published.add(
                    new Label(
                        known.segment().facet(),
                        known.segment().classGroup(),
                        known.segment().epoch().toString())));
    return PublishedEpochs.at(enrolment.clock().instant()).stream()
        .flatMap(
            epoch ->
                Facet.all().stream()
                    .flatMap(
                        facet ->
                            Arrays.stream(ClassGroup.values())
                                .map(group -> new Label(facet, group, epoch.toString()))))
        .filter(label -> !published.contains(label))
        .toList();
  }

  private static void require(boolean unchanged) {
    if (!unchanged) {
      throw FhirErrors.conflict(
          "directory-conflict", "An edition keeps every segment of the editions before it");
    }
  }

  private static RuntimeException enrolledAlready() {
    return FhirErrors.conflict("already-enrolled", "The patient has a managed key agent");
  }

  private static RuntimeException keysMissing() {
    return FhirErrors.badRequest(
        "malformed-encoding", "The first enrolment needs the parameters key and time");
  }

  private static RuntimeException inUse() {
    return FhirErrors.conflict("key-in-use", "A key or segment id is or was registered");
  }
}
