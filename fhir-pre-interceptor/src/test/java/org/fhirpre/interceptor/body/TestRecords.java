// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.fhirpre.crypto.SealedKey;
import org.fhirpre.crypto.StorageMacKey;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.interceptor.body.SealedRecord.StoredShare;
import org.fhirpre.interceptor.memory.MemoryPatients;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;

/** One valid record. */
final class TestRecords {
  static final StorageMacKey MARK = StorageMacKey.fromBytes(new byte[StorageMacKey.BYTES]);

  private TestRecords() {}

  static StoredEnvelope valid() {
    Umbral umbral = Umbral.create(new SecureRandom());
    MemoryPatients patients = new MemoryPatients(umbral);
    try (SealedKey key =
        umbral
            .encapsulation()
            .encapsulate(List.of(patients.openSegment("p", Facet.of("N"), ClassGroup.CLINICAL)))) {
      List<StoredShare> shares =
          key.shares().stream()
              .map(s -> new StoredShare(s.segment(), s.capsule().store(MARK, s.segment())))
              .toList();
      byte[] salt = new byte[16];
      Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
      JweHeader header =
          new JweHeader(
              Digests.kid(shares),
              text.encodeToString(salt),
              text.encodeToString(key.kek().commitment(salt)),
              "Observation",
              "0f0e2a46-6d4e-4a40-9d0a-4a2bb0e3b3ad",
              3);
      Jwe jwe =
          Jwe.encrypt(
              header,
              PaddedDeflate.compress("{}".getBytes(UTF_8)),
              new byte[32],
              new SecureRandom());
      return new StoredEnvelope(header, jwe, shares, "h..s", Bytes.of(new byte[] {1, 2, 3}));
    }
  }
}
