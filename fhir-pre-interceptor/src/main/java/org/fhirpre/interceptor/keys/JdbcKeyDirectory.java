// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.fhirpre.consent.GranteeKey;
import org.fhirpre.consent.Segment;
import org.fhirpre.crypto.CryptoPeriod;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.crypto.KeyFragVerifyingKey;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.interceptor.jdbc.BoundedCache;
import org.fhirpre.interceptor.jdbc.EnrolledPatient;
import org.fhirpre.interceptor.jdbc.SegmentStore;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.fhirpre.interceptor.spi.PatientNotEnrolled;
import org.fhirpre.interceptor.spi.SegmentUnpublished;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;

/**
 * {@link KeyDirectory} on the tables {@code pre_patient}, {@code pre_segment} and {@code
 * pre_subject_key}.
 *
 * <p>Two writers that need the same new segment are serialised by the patient's row: the second one
 * waits for the first and uses its segment. Segments are remembered once their transaction has
 * committed; they never change.
 */
public final class JdbcKeyDirectory implements KeyDirectory {
  private static final int REMEMBERED = 100_000;

  /** How long a node may use a segment after another one has opened its next generation. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final KeyStores stores;
  private final Enrolment enrolment;
  private final SecureRandom random = new SecureRandom();
  private final BoundedCache<Name, Current> open = new BoundedCache<>(REMEMBERED);
  private final BoundedCache<SegmentId, SegmentOwner> owners = new BoundedCache<>(REMEMBERED);

  public JdbcKeyDirectory(KeyStores stores, Enrolment enrolment) {
    this.stores = stores;
    this.enrolment = enrolment;
  }

  /** What a segment stands for. */
  private record Name(String patientId, Facet facet, ClassGroup classGroup, Epoch epoch) {
    Name next() {
      return new Name(patientId, facet, classGroup, epoch.nextGeneration());
    }
  }

  /** The newest generation, as it was a moment ago. */
  private record Current(SegmentKey key, Instant until) {}

  @Override
  public SegmentKey openSegment(String patientId, Facet facet, ClassGroup classGroup) {
    Epoch epoch = Epoch.of(enrolment.clock().instant(), CryptoPeriod.YEAR);
    Name name = new Name(patientId, facet, classGroup, epoch);
    return open.find(name)
        .filter(known -> enrolment.clock().instant().isBefore(known.until()))
        .map(Current::key)
        .orElseGet(() -> stores.transactions().run(() -> findOrOpen(name)));
  }

  private SegmentKey findOrOpen(Name name) {
    Segment segment =
        newest(name)
            .filter(SegmentStore.Known::used)
            .map(SegmentStore.Known::segment)
            .orElseGet(() -> openLocked(name));
    return remembered(name, segment);
  }

  private SegmentKey remembered(Name name, Segment segment) {
    SegmentKey key = new SegmentKey(segment.id(), segment.key());
    Current current = new Current(key, enrolment.clock().instant().plus(FRESH));
    stores.transactions().afterCommit(() -> open.put(name, current));
    return key;
  }

  private Optional<SegmentStore.Known> newest(Name name) {
    Optional<SegmentStore.Known> newest = find(name);
    Name next = name.next();
    for (Optional<SegmentStore.Known> later = newest.isEmpty() ? newest : find(next);
        later.isPresent();
        later = find(next)) {
      newest = later;
      next = next.next();
    }
    return newest;
  }

  private Optional<SegmentStore.Known> find(Name name) {
    return stores.segments().find(name.patientId(), name.facet(), name.classGroup(), name.epoch());
  }

  private Segment openLocked(Name name) {
    EnrolledPatient patient = enrolled(name.patientId());
    stores.patients().lock(name.patientId());
    Optional<SegmentStore.Known> known = newest(name);
    if (known.isEmpty()) {
      return openNew(name, patient);
    }
    if (!known.get().used()) {
      stores.segments().use(name.patientId(), known.get().segment(), epochs());
      makeDue(name.patientId());
    }
    return known.get().segment();
  }

  /** This one and the next. */
  private List<Epoch> epochs() {
    return PublishedEpochs.at(enrolment.clock().instant());
  }

  private Segment openNew(Name name, EnrolledPatient patient) {
    if (patient.holdsKeysHerself()) {
      throw new SegmentUnpublished();
    }
    SegmentId id = SegmentId.random(random);
    Enrolment.ProvenKey proven =
        enrolment.open(patient, id, name.facet(), name.classGroup(), name.epoch().toString());
    Segment segment = new Segment(id, proven.key(), name.facet(), name.classGroup(), name.epoch());
    if (!stores.segments().add(name.patientId(), segment, proven.possession())) {
      throw new IllegalStateException("a segment was opened in spite of the patient's lock");
    }
    makeDue(name.patientId());
    return segment;
  }

  /**
   * Opens the next generation of a patient's segments of the present epoch, for later writes; other
   * nodes follow within ten seconds.
   *
   * @param which of the open ones
   * @return how many
   * @throws PatientNotEnrolled if the patient has no key agent
   * @throws org.fhirpre.interceptor.spi.AgentUnavailable if it does not answer; nothing was stored
   */
  public int rekey(String patientId, Predicate<Segment> which) {
    return stores
        .transactions()
        .run(
            () -> {
              EnrolledPatient patient =
                  stores.patients().find(patientId).orElseThrow(PatientNotEnrolled::new);
              stores.patients().lock(patientId);
              List<Segment> chosen = open(patientId).stream().filter(which).toList();
              chosen.forEach(segment -> renew(patient, segment));
              return chosen.size();
            });
  }

  /** The newest generations of the present epoch. */
  private List<Segment> open(String patientId) {
    Epoch epoch = Epoch.of(enrolment.clock().instant(), CryptoPeriod.YEAR);
    return segments(patientId).stream()
        .map(each -> new Name(patientId, each.facet(), each.classGroup(), epoch))
        .distinct()
        .flatMap(name -> newest(name).map(SegmentStore.Known::segment).stream())
        .toList();
  }

  private void renew(EnrolledPatient patient, Segment segment) {
    Epoch epoch = Epoch.of(enrolment.clock().instant(), CryptoPeriod.YEAR);
    Name name = new Name(patient.patientId(), segment.facet(), segment.classGroup(), epoch);
    Name next =
        new Name(
            patient.patientId(),
            segment.facet(),
            segment.classGroup(),
            segment.epoch().nextGeneration());
    var unused = remembered(name, openNew(next, patient));
  }

  /** Active Consents may call for grants to what is written now. */
  private void makeDue(String patientId) {
    if (stores.consents().hasActive(patientId)) {
      Instant now = enrolment.clock().instant();
      stores.outbox().enqueue(patientId, now);
      TouchedPatients.of(stores.transactions()).add(patientId);
    }
  }

  private EnrolledPatient enrolled(String patientId) {
    Optional<EnrolledPatient> known = stores.patients().find(patientId);
    if (known.isPresent()) {
      return known.get();
    }
    boolean own = patientId.equals(DEPLOYMENT);
    if (enrolment.policy() == Enrolment.Policy.ON_REQUEST && !own) {
      throw new PatientNotEnrolled();
    }
    return enrol(patientId);
  }

  /**
   * Enrols a patient as managed; a patient who is enrolled stays as she is.
   *
   * @throws org.fhirpre.interceptor.spi.AgentUnavailable if the agent does not answer
   */
  public EnrolledPatient enrol(String patientId) {
    return stores
        .transactions()
        .run(
            () -> {
              if (stores.patients().find(patientId).isEmpty()) {
                stores.patients().add(enrolment.enrol(patientId));
              }
              return stores.patients().find(patientId).orElseThrow(PatientNotEnrolled::new);
            });
  }

  @Override
  public List<Segment> segments(String patientId) {
    List<Epoch> epochs = epochs();
    return stores.segments().planned(patientId).stream()
        .filter(known -> known.used() || epochs.contains(known.segment().epoch()))
        .map(SegmentStore.Known::segment)
        .toList();
  }

  @Override
  public Optional<SegmentOwner> segment(SegmentId id) {
    Optional<SegmentOwner> known = owners.find(id);
    if (known.isPresent()) {
      return known;
    }
    Optional<SegmentOwner> found = stores.segments().find(id);
    found.ifPresent(owner -> stores.transactions().afterCommit(() -> owners.put(id, owner)));
    return found;
  }

  @Override
  public Optional<KeyFragVerifyingKey> keyFragKey(String patientId) {
    return stores.patients().find(patientId).map(EnrolledPatient::kfragKey);
  }

  @Override
  public Optional<GranteeKey> receivingKey(String subject) {
    return stores
        .subjects()
        .receiving(subject)
        .map(registered -> new GranteeKey(registered.subject(), registered.key()));
  }
}
