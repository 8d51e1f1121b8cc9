// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Valid objects to start from. */
final class Seeds {
  static final StorageMacKey MAC_KEY = StorageMacKey.fromBytes(TestKeys.filled(32, 0x22));
  static final KeyFragVerifyingKey KEY_FRAG_VERIFIER = TestKeys.signer().verifyingKey();
  static final HopVerifyingKey HOP_VERIFIER = TestKeys.hopSigner().verifyingKey();

  private static final Umbral UMBRAL = Umbral.create(new SecureRandom());
  private static final VerifiedCapsule CAPSULE =
      TestKeys.seal(UMBRAL)
          .shares()
          .get(0)
          .capsule();

  private Seeds() {}

  static VerifiedCapsule capsule() {
    return CAPSULE;
  }

  static GrantEdge grant() {
    return TestKeys.grant(UMBRAL);
  }

  static HopEdge hop() {
    return UMBRAL
        .forwarding()
        .forward(
            TestKeys.group(), TestKeys.hopSigner(), HopTerms.single(TestKeys.membership().build()))
        .get(0);
  }

  static CapsuleFrag capsuleFrag() {
    return UMBRAL
        .reencryptor()
        .reencryptWithProof(CAPSULE, grant().verify(KEY_FRAG_VERIFIER).keyFrag());
  }

  /** Entries with these labels; the ids follow from their places. */
  static SegmentDirectory directory(SegmentLabel... labels) {
    byte[] id = TestKeys.filled(16, 0x44);
    List<DirectoryEntry> entries = new ArrayList<>();
    for (SegmentLabel label : labels) {
      SegmentId segment = SegmentId.fromBytes(TestKeys.filled(16, entries.size()));
      DelegatorSecretKey key = TestKeys.patient().segment(label);
      RegistrationContext registration = RegistrationContext.forSegment(id, segment);
      PossessionProof proof = PossessionProof.prove(key, registration, new SecureRandom());
      entries.add(new DirectoryEntry(segment, label, key.publicKey(), proof));
    }
    DirectoryEdition edition = new DirectoryEdition(TestKeys.NOT_BEFORE, entries);
    return SegmentDirectory.first(id, edition, TestKeys.directorySigner());
  }
}
