// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.TerminalPublicKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.SubjectKey;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.Reader;

/** Takes a receiving key into the directory, if whoever brings it holds it and may. */
public final class KeyRegistration {
  /** How far the time in a proof may lie from the server's. */
  static final Duration TOLERANCE = Duration.ofMinutes(15);

  private final KeyStores stores;
  private final String serverBase;
  private final Clock clock;
  private final AuditTrail audit;
  private final ReceivingKeyListener listener;

  public KeyRegistration(
      KeyStores stores, Enrolment enrolment, AuditTrail audit, ReceivingKeyListener listener) {
    this.stores = stores;
    this.serverBase = enrolment.serverBase();
    this.clock = enrolment.clock();
    this.audit = audit;
    this.listener = listener;
  }

  /** A key as it was submitted; {@code time} has whole seconds. */
  record Submitted(String subject, TerminalPublicKey key, PossessionProof proof, Instant time) {}

  /**
   * @throws org.fhirpre.crypto.PreException.VerificationFailed if the proof does not hold
   */
  SubjectKey register(Submitted submitted, Reader reader) {
    Duration distance = Duration.between(submitted.time(), clock.instant()).abs();
    if (distance.compareTo(TOLERANCE) > 0) {
      throw FhirErrors.badRequest("proof-out-of-date", "The time of the proof is not about now");
    }
    submitted
        .proof()
        .verify(
            submitted.key(),
            RegistrationContext.forSubject(submitted.subject(), serverBase, submitted.time()));
    SubjectKey key =
        new SubjectKey(
            submitted.subject(),
            Umbral.SUITE_ID,
            submitted.key(),
            submitted.proof(),
            submitted.time());
    return stores.transactions().run(() -> store(key, reader));
  }

  private SubjectKey store(SubjectKey key, Reader reader) {
    Optional<SubjectKey> live = stores.subjects().receiving(key.subject());
    if (live.filter(known -> known.key().equals(key.key())).isPresent()) {
      return live.get();
    }
    if (live.isPresent() && !reader.has(Reader.ADMIN)) {
      throw FhirErrors.conflict("key-exists", "Replacing a live key needs an administrator");
    }
    if (stores.subjects().known(key.key().id()) || stores.subjects().usedByPatient(key.key())) {
      throw inUse();
    }
    stores.subjects().retireReceiving(key.subject());
    if (!stores.subjects().addReceiving(key)) {
      throw inUse();
    }
    listener.registered(key, live);
    audit.record(
        new AuditTrail.Entry(
            AuditTrail.Kind.KEY, Optional.of(reader), "$register-key", List.of(key.subject())));
    return key;
  }

  private static RuntimeException inUse() {
    return FhirErrors.conflict("key-in-use", "This key is or was registered; make a new one");
  }
}
