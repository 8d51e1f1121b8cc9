// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.crypto.SealedKey;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.crypto.StorageMacKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.SealedRecord.StoredShare;
import org.fhirpre.interceptor.spi.ReaderIdentity;
import org.fhirpre.terminology.Labels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides about a resource that does not exist, so that absence costs what a denial costs. */
public final class AbsentWork {
  private static final String SPENT = AbsentWork.class.getName();
  private static final Logger log = LoggerFactory.getLogger(AbsentWork.class);

  private final Optional<ReaderIdentity> readers;
  private final AccessDecision decision;
  private final SealedRecord nobodys;

  /**
   * @param throwAway a segment that belongs to nobody
   */
  public AbsentWork(
      Optional<ReaderIdentity> readers,
      AccessDecision decision,
      Umbral umbral,
      StorageMacKey capsuleMark,
      SegmentKey throwAway) {
    this.readers = readers;
    this.decision = decision;
    this.nobodys = record(umbral, capsuleMark, throwAway);
  }

  /** A decision was made in this request; its refusal is not to cost a second one. */
  static void spent(RequestDetails request) {
    request.getUserData().put(SPENT, true);
  }

  @SuppressWarnings("CatchingUnchecked") // its outcome is thrown away, so must its failure be
  void spend(RequestDetails request) {
    if (!Interactions.isRead(request) || request.getUserData().containsKey(SPENT)) {
      return;
    }
    try {
      readers
          .flatMap(identity -> identity.of(request))
          .ifPresent(reader -> decision.decide(reader, List.of(nobodys)));
    } catch (RuntimeException failed) {
      log.warn("decision about an absent resource failed failure={}", failed.getClass().getName());
      if (StoreAway.explains(failed)) {
        StoreAway.mark(request);
      }
    }
  }

  private static SealedRecord record(Umbral umbral, StorageMacKey mark, SegmentKey throwAway) {
    String id = UUID.randomUUID().toString();
    try (SealedKey key = umbral.encapsulation().encapsulate(List.of(throwAway))) {
      StoredShare share =
          new StoredShare(
              throwAway.id(), key.shares().get(0).capsule().store(mark, throwAway.id()));
      ResourceAttributes attributes =
          new ResourceAttributes(
              "Observation",
              id,
              Set.of("Patient/" + UUID.randomUUID()),
              Labels.NORMAL,
              Optional.empty(),
              Set.of(),
              Set.of(),
              Set.of(),
              Optional.empty());
      return new SealedRecord("Observation", id, 1, "", "", List.of(share), attributes, false);
    }
  }
}
