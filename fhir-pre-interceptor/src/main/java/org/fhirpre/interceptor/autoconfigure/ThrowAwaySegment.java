// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import java.security.SecureRandom;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.crypto.PatientKeys;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.crypto.SegmentLabel;

/** A segment that belongs to nobody: its secret key is wiped before it is returned. */
final class ThrowAwaySegment {
  private ThrowAwaySegment() {}

  static SegmentKey create() {
    SecureRandom random = new SecureRandom();
    SegmentLabel label = new SegmentLabel(SegmentLabel.NORMAL, "other", Epoch.parse("2000"));
    try (RootSeed seed = RootSeed.random(random);
        PatientKeys keys = PatientKeys.of(seed);
        DelegatorSecretKey secret = keys.segment(label)) {
      return new SegmentKey(SegmentId.random(random), secret.publicKey());
    }
  }
}
