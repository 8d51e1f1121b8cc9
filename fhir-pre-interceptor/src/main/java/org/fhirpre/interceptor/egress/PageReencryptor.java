// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fhirpre.crypto.DelegatorPublicKey;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.ReencryptedCapsule;
import org.fhirpre.crypto.Reencryption;
import org.fhirpre.crypto.Reencryptor;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.StorageMacKey;
import org.fhirpre.crypto.VerifiedCapsule;
import org.fhirpre.crypto.VerifiedGrant;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.SealedRecord.StoredShare;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a page's envelopes for one reader: one decision, one batch of transforms. What is not
 * decided, or does not restore, has no envelope. Thread-safe.
 */
public final class PageReencryptor {
  private static final Logger log = LoggerFactory.getLogger(PageReencryptor.class);

  private final Transforms transforms;
  private final StorageMacKey capsuleMark;
  private final KeyDirectory directory;

  public PageReencryptor(
      Reencryptor reencryptor, StorageMacKey capsuleMark, KeyDirectory directory) {
    this.transforms = new Transforms(reencryptor::reencryptAll);
    this.capsuleMark = capsuleMark;
    this.directory = directory;
  }

  /**
   * @param decisions one per record, in order
   * @return one per record, in order
   */
  List<Optional<Envelope>> envelopes(List<SealedRecord> page, List<Access> decisions) {
    if (page.size() != decisions.size()) {
      throw new IllegalStateException("a decision is missing");
    }
    List<Optional<List<VerifiedCapsule>>> capsules = new ArrayList<>();
    List<Reencryption> work = new ArrayList<>();
    for (int i = 0; i < page.size(); i++) {
      Optional<List<VerifiedCapsule>> restored = restore(page.get(i), decisions.get(i));
      capsules.add(restored);
      if (restored.isPresent() && decisions.get(i) instanceof Access.Granted granted) {
        plan(restored.get(), granted, work);
      }
    }
    return assemble(page, decisions, capsules, transforms.all(work));
  }

  private static void plan(
      List<VerifiedCapsule> capsules, Access.Granted granted, List<Reencryption> work) {
    for (int share = 0; share < capsules.size(); share++) {
      VerifiedGrant grant = granted.grants().get(share);
      work.add(new Reencryption(capsules.get(share), grant.keyFrag()));
    }
  }

  private Optional<List<VerifiedCapsule>> restore(SealedRecord record, Access access) {
    boolean whole =
        switch (access.kind()) {
          case WITHHELD -> false;
          case OWNER -> true;
          case GRANTED -> ((Access.Granted) access).grants().size() == record.shares().size();
        };
    if (!whole) {
      return Optional.empty();
    }
    try {
      List<VerifiedCapsule> capsules = new ArrayList<>();
      for (StoredShare share : record.shares()) {
        capsules.add(share.capsule().restore(capsuleMark, share.segment()));
      }
      return Optional.of(capsules);
    } catch (PreException altered) {
      log.error("stored capsule was altered type={} code={}", record.type(), altered.code());
      return Optional.empty();
    }
  }

  private List<Optional<Envelope>> assemble(
      List<SealedRecord> page,
      List<Access> decisions,
      List<Optional<List<VerifiedCapsule>>> capsules,
      List<ReencryptedCapsule> transformed) {
    Map<SegmentId, Optional<DelegatorPublicKey>> delegators = new HashMap<>();
    List<Optional<Envelope>> envelopes = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < page.size(); i++) {
      SealedRecord record = page.get(i);
      Optional<List<VerifiedCapsule>> restored = capsules.get(i);
      if (restored.isEmpty()) {
        envelopes.add(Optional.empty());
      } else if (decisions.get(i) instanceof Access.Granted granted) {
        int end = next + record.shares().size();
        envelopes.add(
            Optional.of(reader(record, granted, restored.get(), transformed.subList(next, end))));
        next = end;
      } else {
        envelopes.add(owner(record, restored.get(), delegators));
      }
    }
    return envelopes;
  }

  private static Envelope reader(
      SealedRecord record,
      Access.Granted granted,
      List<VerifiedCapsule> capsules,
      List<ReencryptedCapsule> transformed) {
    Envelope envelope = new Envelope(record);
    for (int share = 0; share < capsules.size(); share++) {
      SegmentId segment = record.shares().get(share).segment();
      envelope.share(
          segment, granted.grants().get(share), capsules.get(share), transformed.get(share));
    }
    return envelope;
  }

  private Optional<Envelope> owner(
      SealedRecord record,
      List<VerifiedCapsule> capsules,
      Map<SegmentId, Optional<DelegatorPublicKey>> delegators) {
    Envelope envelope = new Envelope(record);
    for (int share = 0; share < capsules.size(); share++) {
      SegmentId segment = record.shares().get(share).segment();
      Optional<DelegatorPublicKey> delegator =
          delegators.computeIfAbsent(
              segment, id -> directory.segment(id).map(owner -> owner.segment().key()));
      if (delegator.isEmpty()) {
        return Optional.empty();
      }
      envelope.share(segment, delegator.get(), capsules.get(share));
    }
    return Optional.of(envelope);
  }
}
